"""The web files as a browser gets them."""

import pytest
import streamlit as st
from starlette.applications import Starlette
from starlette.testclient import TestClient

from playground.charts.colours import WRONG
from playground.server import web_files

FILES = sorted(
    path.relative_to(web_files.WEB).as_posix() for path in web_files.WEB.rglob("*.*") if path.suffix in {".js", ".css"}
)


@pytest.fixture
def client():
    with TestClient(Starlette(routes=web_files.web_routes())) as client:
        yield client


def test_every_file_is_served_for_good_as_what_it_is(client):
    for name in FILES:
        answer = client.get(f"/{web_files.folder()}{name}")
        assert answer.content == (web_files.WEB / name).read_bytes(), name
        assert answer.headers["content-type"].split(";")[0] == (
            "text/css" if name.endswith("css") else "text/javascript"
        )
        assert "immutable" in answer.headers["cache-control"]


def test_the_colours_are_a_style_sheet_beside_them(client):
    answer = client.get(f"/{web_files.folder()}colours.css")
    assert f"--wrong: {WRONG};" in answer.text
    assert answer.headers["content-type"].startswith("text/css")
    assert "immutable" in answer.headers["cache-control"]


@pytest.mark.parametrize(
    "path", ["", "missing.js", "types.d.ts", "live_plot", "../colours.py", "%2e%2e/colours.py", "..%2f..%2fREADME.md"]
)
def test_nothing_else_is_served(client, path):
    answer = client.get(f"/{web_files.folder()}{path}")
    assert answer.status_code == 404
    assert "immutable" not in answer.headers.get("cache-control", "")


def test_another_version_s_address_is_none(client):
    assert client.get(f"/playground/web/0/{FILES[0]}").status_code == 404


def test_a_changed_file_has_another_address(monkeypatch, tmp_path):
    monkeypatch.setattr(web_files, "WEB", tmp_path)
    versions = set()
    for name, text in [("a.js", "1"), ("a.js", "2"), ("b.js", "2"), ("b.css", "2")]:
        (tmp_path / name).write_text(text, "utf-8")
        web_files.version.cache_clear()
        versions.add(web_files.version())
    web_files.version.cache_clear()
    assert len(versions) == 4


def test_an_app_below_a_path_has_its_files_there(monkeypatch):
    monkeypatch.setattr(st, "get_option", {"server.baseUrlPath": "/class/7b/"}.get)
    with TestClient(Starlette(routes=web_files.web_routes())) as client:
        assert client.get(f"/class/7b/{web_files.folder()}{FILES[0]}").status_code == 200
        assert client.get(f"/{web_files.folder()}{FILES[0]}").status_code == 404
