"""Views of the browser: what Streamlit runs of them, as Node runs it with an import that the test ends."""

from __future__ import annotations

import json

from playground.ui.views import LOADER
from tests.node import run_node

GIVEN = """
globalThis.document = { baseURI: "http://127.0.0.1/" };
const seen = [], imports = [];
const view = { default: ({ data }) => seen.push(data) };
globalThis.bring = () => new Promise((found, missing) => imports.push({ found: () => found(view), missing }));
const settled = () => new Promise((resolve) => setImmediate(resolve));
const { default: show } = await import(`data:text/javascript,${encodeURIComponent(LOADER)}`);
"""


def seen_by_view(script):
    """Data that a view has been called with after `script`, which shows data and ends the imports."""
    loader = LOADER.format(address="view.js").replace("import(", "bring(")
    told = run_node(
        "--input-type=module",
        "-e",
        f"const LOADER = {json.dumps(loader)};{GIVEN}{script}; await settled(); console.log(JSON.stringify(seen));",
    )
    assert told.returncode == 0, told.stderr
    return json.loads(told.stdout)


def test_data_reach_the_view_in_their_order_whichever_import_ends_first():
    script = """
    show({ data: [1] });
    show({ data: [2] });
    for (const each of imports.reverse()) { each.found(); await settled(); }
    show({ data: "packed" });
    """
    assert seen_by_view(script) == [1, 2, "packed"]


def test_an_import_that_fails_is_tried_again_with_the_next_data():
    script = """
    const shown = show({ data: [1] }).catch((error) => seen.push(error.message));
    imports[0].missing(new Error("away"));
    await shown;
    show({ data: [2] });
    imports[1].found();
    """
    assert seen_by_view(script) == ["away", 2]
