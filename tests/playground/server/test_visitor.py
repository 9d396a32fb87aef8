"""The cookie that names a browser."""

import re

import pytest
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from playground.server.visitor import COOKIE, VisitorCookie, visitor_of

NAME = "a" * 32


def page(_request):
    return HTMLResponse("<p>a page</p>")


def kept(_request):
    return Response(status_code=304)


def data(_request):
    return JSONResponse({})


@pytest.fixture
def client():
    app = Starlette(routes=[Route("/", page, methods=["GET", "POST"]), Route("/data", data), Route("/kept", kept)])
    app.add_middleware(VisitorCookie)
    return TestClient(app)


def test_a_page_brings_a_name_that_stays(client):
    first = client.get("/").headers["set-cookie"]
    assert re.match(rf"{COOKIE}=[\w-]{{32}}; Path=/; HttpOnly; Max-Age=604800; SameSite=Lax$", first)
    again = client.get("/").headers["set-cookie"]
    assert again.split(";")[0] == first.split(";")[0]


def test_every_browser_has_another_name(client):
    names = {client.get("/", headers={"cookie": ""}).cookies[COOKIE] for _ in range(2) if not client.cookies.clear()}
    assert len(names) == 2


@pytest.mark.parametrize("headers", [{"x-forwarded-proto": "https"}, {"x-forwarded-proto": "https, http"}])
def test_behind_https_it_is_sent_from_within_another_sites_frame(client, headers):
    cookie = client.get("/", headers=headers).headers["set-cookie"]
    assert cookie.endswith("SameSite=None; Secure; Partitioned")


def test_only_pages_bring_it(client):
    assert "set-cookie" not in client.get("/data").headers
    assert "set-cookie" not in client.post("/").headers


def test_a_page_that_the_browser_has_kept_from_before_brings_it_too(client):
    assert COOKIE in client.get("/kept", headers={"accept": "text/html,*/*;q=0.8"}).cookies
    client.cookies.clear()
    assert "set-cookie" not in client.get("/kept", headers={"accept": "*/*"}).headers


@pytest.mark.parametrize("name", ["", "short", "x" * 65, "ü" * 32, "a" * 31 + ";", "a" * 30 + "\r\n"])
def test_a_name_that_was_never_given_is_none(client, name):
    assert visitor_of({COOKIE: name}) is None
    assert visitor_of({}) is None
    cookie = client.get("/", headers={"cookie": f"{COOKIE}={name}; other=1".encode()}).headers["set-cookie"]
    assert re.match(rf"{COOKIE}=[\w-]{{32}};", cookie)


def test_a_given_name_is_read():
    assert visitor_of({COOKIE: NAME, "other": "1"}) == NAME
