"""The Report page on paper."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from playground.report.chapters import CHAPTERS

BREAKS = """chapters => chapters.map((chapter) => getComputedStyle(chapter.parentElement).breakBefore)"""


@pytest.mark.parametrize("scheme", [pytest.param("light", marks=pytest.mark.nightly), "dark"])
def test_on_paper_it_is_black_on_white_each_chapter_on_its_own_page_and_nothing_is_to_be_pressed(page, app, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto(app)
    page.get_by_role("link", name="Report", exact=True).click()
    page.get_by_text("All chapters, to print").click()
    last = list(CHAPTERS.values())[-1]
    expect(page.get_by_role("heading", name=f"{last.number}. {last.title()}")).to_be_attached()
    page.emulate_media(color_scheme=scheme, media="print")
    for name in ("link", "button", "switch", "checkbox"):
        expect(page.get_by_role(name).filter(visible=True)).to_have_count(0)
    first, *others = page.locator("[class*=st-key-chapter_]").evaluate_all(BREAKS)
    assert first == "auto"
    assert others == ["page"] * (len(CHAPTERS) - 1)
    question = page.get_by_text(last.question[:60])
    assert question.evaluate("text => getComputedStyle(text).color") == "rgb(0, 0, 0)"
    papers = question.evaluate(
        """text => {
          const found = [];
          for (let at = text; at; at = at.parentElement) found.push(getComputedStyle(at).backgroundColor);
          return [...new Set(found)];
        }"""
    )
    assert papers == ["rgba(0, 0, 0, 0)"]
    # all of it is printed, and not what a window holds of it
    assert page.evaluate("document.documentElement.scrollHeight") > 3000
