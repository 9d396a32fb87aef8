"""Reads a component's files: plain ES modules beside its Python, joined into the one script Streamlit takes."""

from __future__ import annotations

import re
from pathlib import Path

from playground.colours import style_properties

_IMPORT = re.compile(r"^import\s[^;]*?from\s+\"\.{1,2}/[\w./]+\";\n", re.MULTILINE)
_EXPORT = re.compile(r"^export (?!default)", re.MULTILINE)


def script(folder: Path, *names: str) -> str:
    """Join the ES modules `names` of `folder`, dependencies first; only the last may have a default export.

    The files stay real modules, with imports between them that editors and linters follow. Streamlit takes one
    inline script a component, so the imports between the files and the named exports are dropped here; top-level
    names must therefore be unique within a component. A module that several components share is named by its way
    from `folder`, as in the imports: `"../wire.js"`.
    """
    return "\n".join(_EXPORT.sub("", _IMPORT.sub("", (folder / name).read_text("utf-8"))) for name in names)


def style(folder: Path, name: str) -> str:
    """The text of a style sheet, after the app's colours as custom properties."""
    return style_properties() + (folder / name).read_text("utf-8")
