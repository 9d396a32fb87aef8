"""A random name for each browser, in a cookie, by which its sessions are found again."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie

from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "playground_visitor"
NOT_MODIFIED = 304
_AGE = 7 * 24 * 60 * 60
"""Seconds for which a browser keeps its name, from the last page that it has opened."""
_NAME = re.compile(r"[\w-]{32}", re.ASCII)


class VisitorCookie:
    """ASGI middleware: a page that is answered brings its browser a name, unless it has one.

    Behind https the cookie is sent inside another site's frame as well, and there it is another one for each such site;
    without https a browser sends it to this site's own pages only.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the app inside does, with the cookie on its pages."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        name = visitor_of(_cookies(headers.get("cookie", ""))) or secrets.token_urlsafe(24)
        secure = "https" in (scope.get("scheme"), headers.get("x-forwarded-proto", "").split(",")[0].strip())

        async def send_with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start" and _is_page(message, headers.get("accept", "")):
                message["headers"] = [*message["headers"], (b"set-cookie", _header(name, secure).encode())]
            await send(message)

        await self.app(scope, receive, send_with_cookie)


def visitor_of(cookies: Mapping[str, str]) -> str | None:
    """The browser's name among its cookies; None where it has none, or one that this server never gave."""
    name = cookies.get(COOKIE, "")
    return name if isinstance(name, str) and _NAME.fullmatch(name) else None


def _cookies(header: str) -> dict[str, str]:
    try:
        return {name: part.value for name, part in SimpleCookie(header).items()}
    except CookieError:
        return {}


def _is_page(message: Message, accepted: str) -> bool:
    if message["status"] == NOT_MODIFIED:  # a page that the browser has kept, which says nothing of its kind
        return "text/html" in accepted
    return any(name.lower() == b"content-type" and value.startswith(b"text/html") for name, value in message["headers"])


def _header(name: str, secure: bool) -> str:
    reach = "SameSite=None; Secure; Partitioned" if secure else "SameSite=Lax"
    return f"{COOKIE}={name}; Path=/; HttpOnly; Max-Age={_AGE}; {reach}"
