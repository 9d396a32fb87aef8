"""Still pictures on the theme's paper."""

import types

import numpy as np
import pytest

from playground.ui import images


@pytest.mark.parametrize(("theme", "paper"), [("light", 255), (None, 255), ("dark", 0)])
def test_paper_is_light_or_dark_as_the_theme_is(monkeypatch, theme, paper):
    shown = []
    context = types.SimpleNamespace(theme=types.SimpleNamespace(type=theme))
    page = types.SimpleNamespace(context=context, image=lambda pixels, **how: shown.append((pixels, how)))
    monkeypatch.setattr(images, "st", page)
    images.ink_sheet(np.array([[255, 0]], np.uint8), width=20)
    ((pixels, how),) = shown
    assert pixels.tolist() == [[paper, 255 - paper]]
    assert how == {"width": 20}
