"""The JavaScript and style sheets of `playground/web`, as the browser gets them."""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from playground.charts.colours import style_properties

WEB = Path(__file__).resolve().parents[1] / "web"
_AGE = {"cache-control": "public, max-age=31536000, immutable"}
"""An address holds the version of its file, so that a browser never needs to ask again."""
_KINDS = frozenset({".js", ".css"})


@functools.cache
def version() -> str:
    """The version of all files, as they were when it was first asked for: after a change the server starts anew."""
    found = hashlib.blake2b(style_properties().encode(), digest_size=6)
    for path in sorted(path for path in WEB.rglob("*") if path.suffix in _KINDS):
        found.update(f"{path.relative_to(WEB).as_posix()}\0".encode() + path.read_bytes() + b"\0")
    return found.hexdigest()


def folder() -> str:
    """The files' address, relative to that of the app."""
    return f"playground/web/{version()}/"


def base_path() -> str:
    """The path that the app is served under, with a leading slash and none at its end; empty at the root."""
    path: str = st.get_option("server.baseUrlPath").strip("/")
    return f"/{path}" if path else ""


def web_routes() -> list[BaseRoute]:
    """Routes of the files and of the colours, a style sheet beside them that `playground.charts.colours` writes."""
    address = f"{base_path()}/{folder()}"
    return [Route(f"{address}colours.css", _colours), Mount(address.rstrip("/"), _Files(directory=WEB))]


def _colours(_: Request) -> Response:
    return Response(style_properties(), media_type="text/css", headers=_AGE)


class _Files(StaticFiles):
    """Files that never change at their address, and none but JavaScript and style sheets."""

    async def get_response(self, path: str, scope: Any) -> Response:
        if Path(path).suffix not in _KINDS:
            return Response(status_code=404)
        response = await super().get_response(path, scope)
        if response.status_code == 200:
            response.headers.update(_AGE)
        return response
