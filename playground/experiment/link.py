"""An Experiment as one short token of a link, and back."""

from __future__ import annotations

import base64
import binascii
import json
import zlib

from nn.settings import SpecError
from playground.experiment.experiment import Experiment

LONGEST_TOKEN = 6_000
LARGEST_TEXT = 60_000


class LinkError(ValueError):
    """A token that holds no experiment; the message says why."""


def token_of(experiment: Experiment) -> str:
    """The experiment as URL-safe text."""
    text = json.dumps(experiment.data(), separators=(",", ":"))
    return base64.urlsafe_b64encode(zlib.compress(text.encode(), 9)).rstrip(b"=").decode()


def experiment_of(token: str) -> Experiment:
    """The experiment in a token; its sizes are bounded before it is unpacked. Raises LinkError."""
    if len(token) > LONGEST_TOKEN:
        raise LinkError(f"The link's experiment has {len(token):,} characters; at most {LONGEST_TOKEN:,} are read.")
    try:
        packed = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
        unpacker = zlib.decompressobj()
        text = unpacker.decompress(packed, LARGEST_TEXT)
        if not unpacker.eof:
            raise LinkError("The link's experiment is cut off, or larger than any this program makes.")
        return Experiment.from_data(json.loads(text))
    except SpecError as error:
        raise LinkError(f"The link's experiment cannot be used: {error}") from error
    except (ValueError, RecursionError, binascii.Error, zlib.error) as error:
        if isinstance(error, LinkError):
            raise
        raise LinkError("The link's experiment is damaged; copy the whole link again.") from error
