"""What a person has chosen on a page; it outlives the widgets, which go with the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import streamlit as st

from playground.components.current import session


@dataclass(frozen=True)
class Choices:
    """The choices of the page called `page`, each under a name of its own."""

    page: str

    def chosen(self, name: str, default: Any) -> Any:
        """What was last chosen under `name`."""
        return self._kept.get(name, default)

    def choose(self, name: str, value: Any) -> None:
        """Choose for the person; a widget bound to `name` shows it."""
        self._kept[name] = value
        st.session_state[self._widget(name)] = value

    def bound(self, name: str, default: Any) -> dict[str, Any]:
        """Arguments that make a widget show and keep what is chosen under `name`."""
        st.session_state.setdefault(self._widget(name), self.chosen(name, default))
        return {"key": self._widget(name), "on_change": self._keep, "args": (name, default)}

    def bound_among(self, name: str, options: list[Any]) -> dict[str, Any]:
        """The same for a widget that offers `options`: the first of them where what was chosen is no longer offered."""
        if st.session_state.get(self._widget(name), self.chosen(name, options[0])) not in options:
            self.choose(name, options[0])
        return self.bound(name, options[0])

    @property
    def _kept(self) -> dict[str, Any]:
        return session().choices.setdefault(self.page, {})

    def _keep(self, name: str, default: Any) -> None:
        value = st.session_state[self._widget(name)]
        if value is None:
            # A widget's first drawing alone tells its value: a browser that gets the second at once knows of none.
            self.choose(name, self.chosen(name, default))
        else:
            self._kept[name] = value

    def _widget(self, name: str) -> str:
        return f"{self.page}_{name}"
