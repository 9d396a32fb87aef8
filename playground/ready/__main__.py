"""Command that trains the ready networks anew: `make ready`, or `python -m playground.ready NAME` for one of them."""

import sys

from playground.ready.making import make
from playground.ready.recipes import NAMES, RECIPES


def main(names: list[str]) -> str | None:
    """Make the networks of these names, or all; what is wrong, in words."""
    unknown = [name for name in names if name not in RECIPES]
    if unknown:
        return f"There is no ready network {unknown[0]!r:.50}; there are {', '.join(NAMES)}."
    # the reader last: it asks the small one for a second opinion
    for name in names or reversed(NAMES):
        make(name)
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
