"""Views of `playground/web` as Streamlit components."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from playground.server.web_files import WEB, folder

# An ES module may import others only by an address of the app's own, and the component's is a blob of the browser's.
# All calls await one import, for the ends of several may come in any order, and the newest data must be the last.
LOADER = """let module;
export default async (component) => {{
  module ??= import(new URL({address!r}, document.baseURI)).catch((error) => {{
    module = undefined; // so that the next data try again
    throw error;
  }});
  const [data] = Array.isArray(component.data) ? component.data : [component.data];
  return (await module).default({{ ...component, data }});
}};
"""
"""Module that the browser runs of a component: it fetches the view at `address` once, and hands it all data in turn."""


def view(name: str) -> Callable[..., Any]:
    """The component of the view `name`, whose module is `<name>/<name>.js`."""
    address = f"{folder()}{name}/{name}.js"
    component = st.components.v2.component(name, js=LOADER.format(address=address))

    def show(*, data: bytes | Mapping[str, Any], **arguments: Any) -> Any:
        # In a list, where Streamlit looks for no table: to look into a mapping it would import pandas, half a second.
        return component(data=data if isinstance(data, bytes) else [data], **arguments)

    return show


def sent(key: str) -> Any:
    """What the browser has sent of the component `key`; None where it left the page before the message came."""
    return st.session_state.get(key)


def style(name: str) -> str:
    """The text of a style sheet in `playground/web`."""
    return (WEB / name).read_text("utf-8")
