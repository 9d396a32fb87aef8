"""How quickly the pages answer, in a real browser: `python -m benchmarks.page_times`, with Chromium on the machine.

Times are of this machine at this moment; where several were taken, the median and the 95th percentile are printed.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from playground.experiment import Experiment
from playground.experiment.link import token_of
from playground.experiment.presets import DEFAULT, PRESETS
from tests.browser.conftest import CHROMIUM_FLAGS, ROOT, browser_path, streamlit_server
from tests.own_strokes import drawing_of

ENDLESS = DEFAULT.changed(schedule={"kind": "schedule", "until_stopped": True})
ROOTS = """const shadows = () => [...document.querySelectorAll("*")].map((host) => host.shadowRoot).filter(Boolean);
const inside = (query) => [document, ...shadows()].map((root) => root.querySelector(query)).find(Boolean);
const buttons = () => shadows().flatMap((root) => [...root.querySelectorAll(".run-controls button")]);
const button = (name) => buttons().find((one) => one.innerText.trim().endsWith(name));
const able = (name) => button(name).ariaDisabled !== "true";
const tried = (met) => { try { return met(); } catch { return false; } };
const until = (met) => new Promise((done) => {
  const began = performance.now();
  const look = () => {
    const now = performance.now();
    if (tried(met) || now - began > 10000) done(now - began); else requestAnimationFrame(look);
  };
  look();
});
"""


def evaluate(page: Page, body: str, argument: object = None) -> float:
    """Run JavaScript with `inside`, `button` and `until` at hand."""
    found: float = page.evaluate(f"async (argument) => {{ {ROOTS} {body} }}", argument)
    return found


@contextmanager
def opened(browser: Browser, address: str, experiment: Experiment) -> Iterator[Page]:
    """A fresh profile with the experiment's Train page, ready to be used."""
    context = browser.new_context(viewport={"width": 1400, "height": 1000})
    page = context.new_page()
    page.goto(f"{address}/?e={token_of(experiment)}")
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_enabled()
    page.locator("[data-frame='0']").wait_for()
    yield page
    context.close()


def spread(times: list[float], unit: str = "ms") -> str:
    """Median and 95th percentile in words."""
    ordered = sorted(times)
    return f"median {statistics.median(ordered):.0f} {unit}, p95 {ordered[int(0.95 * (len(ordered) - 1))]:.0f} {unit}"


def start_of_server() -> str:
    """From starting the process to the first page drawn."""
    began = time.perf_counter()
    with streamlit_server(ROOT / "streamlit_app.py") as address, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser_path(), args=CHROMIUM_FLAGS)
        with opened(chromium, address, DEFAULT):
            found = time.perf_counter() - began
        chromium.close()
    return f"{found:.1f} s, the start of Chromium in it"


def opening(browser: Browser, address: str, drawn: str) -> str:
    """From the navigation, by a fresh profile, until what `drawn` selects is drawn, looked at in each refresh."""
    times = []
    for _ in range(11):
        context = browser.new_context(viewport={"width": 1400, "height": 1000})
        page = context.new_page()
        page.add_init_script(
            f"""{ROOTS} (function look() {{
              if (tried(() => inside("{drawn}").checkVisibility())) window.drawn = performance.now();
              else requestAnimationFrame(look);
            }})();"""
        )
        page.goto(address)
        page.wait_for_function("window.drawn")
        times.append(float(page.evaluate("window.drawn")))
        context.close()
    return spread(times[1:])


def preset(page: Page) -> str:
    """From pressing Play to the end of the run; and the test accuracy there."""
    page.get_by_role("button", name="Play", exact=True).click()
    began = time.perf_counter()
    expect(page.get_by_text("Trained for")).to_be_visible(timeout=30_000)
    seconds = time.perf_counter() - began
    row = page.get_by_role("row").filter(has_text="Test").first.inner_text()
    return f"{row.split()[-2]} % after {seconds:.1f} s"


def frames(page: Page, server: int) -> str:
    """Frames a second while training at full speed, and the server's CPU time a frame."""
    page.get_by_role("button", name="Play", exact=True).click()
    evaluate(page, "await until(() => Number(inside('[data-frame]').dataset.frame) > 200);")
    before = cpu_seconds(server)
    count = evaluate(
        page,
        """const began = performance.now(); let count = 0, last = null;
        await until(() => {
          const now = inside("[data-frame]").dataset.frame;
          if (now !== last) { count += 1; last = now; }
          return performance.now() - began > 8000;
        });
        return count;""",
    )
    return (
        f"{count / 8:.1f} frames a second, {1000 * (cpu_seconds(server) - before) / count:.1f} ms of server CPU a frame"
    )


def pauses(page: Page) -> str:
    """From the click on Pause, while training at full speed, to Play being offered again."""
    times = []
    for _ in range(40):
        times.append(evaluate(page, "button('Pause').click(); return await until(() => able('Play'));"))
        evaluate(page, "button('Play').click(); return await until(() => able('Pause'));")
        page.wait_for_timeout(200)
    return spread(times)


def other_widget(page: Page) -> str:
    """From the click on a checkbox, while training, to what depends on it being there or gone."""
    times = []
    for _ in range(40):
        times.append(
            evaluate(
                page,
                """const allLabels = () => [...document.querySelectorAll("label")];
                const words = () => [...document.querySelectorAll("p")].map((one) => one.innerText);
                const box = allLabels().find((label) => label.innerText.includes("Until stopped"));
                const shown = () => words().includes("Epochs");
                const before = shown();
                box.querySelector("input").click();
                return await until(() => shown() !== before);""",
            )
        )
        page.wait_for_timeout(150)
    return spread(times)


def reading(page: Page) -> tuple[str, str]:
    """The times of strokes on the Draw page, read by a digit network."""
    page.get_by_role("link", name="Draw").click()
    page.get_by_role("button", name="Train a digit network").click()
    expect(page.get_by_text("of the test digits right")).to_be_visible(timeout=60_000)
    return strokes(page)


def train_autoencoder(page: Page) -> None:
    """Train what the Train page shows, to its end."""
    page.get_by_role("button", name="Play", exact=True).click()
    expect(page.get_by_text("Trained for")).to_be_visible(timeout=60_000)


def rebuilding(page: Page) -> tuple[str, str]:
    """The times of strokes on the Draw page, rebuilt by the autoencoder that was trained."""
    page.get_by_role("link", name="Draw").click()
    expect(page.get_by_text("Rebuilt by")).to_be_visible()
    return strokes(page)


def walking(page: Page) -> tuple[str, str]:
    """From the event to the decoded image: of a slider, and of a drag over the map."""
    page.get_by_role("link", name="Latent").click()
    page.locator(".code-map[data-answered]").wait_for()
    page.locator(".code-walk[data-answered]").wait_for()
    page.wait_for_timeout(1000)
    slider = evaluate_times(
        page,
        """const slider = inside(".code-walk input[type=range]");
        slider.value = Number(slider.min) + (Number(slider.max) - Number(slider.min)) * argument;
        slider.dispatchEvent(new Event("input", { bubbles: true }));""",
        ".code-walk .decoded canvas",
    )
    drag = evaluate_times(
        page,
        """const field = inside(".field"), box = field.getBoundingClientRect();
        const at = { clientX: box.left + box.width * (0.2 + 0.6 * argument), clientY: box.top + box.height / 2 };
        const pointer = { ...at, bubbles: true, composed: true, isPrimary: true, pointerId: 1, button: 0, buttons: 1 };
        const canvas = field.querySelector("canvas");
        canvas.setPointerCapture = () => {};
        canvas.dispatchEvent(new PointerEvent("pointerdown", pointer));
        canvas.dispatchEvent(new PointerEvent("pointerup", { ...pointer, buttons: 0 }));""",
        ".code-walk .decoded canvas",
    )
    return slider, drag


def evaluate_times(page: Page, act: str, picture: str) -> str:
    """From `act`, JavaScript that is told where between 0 and 1 to go, to another picture on the canvas."""
    times = []
    for number in range(40):
        times.append(
            evaluate(
                page,
                f"""const ink = () => inside("{picture}").toDataURL();
                const before = ink();
                {act}
                return await until(() => ink() !== before);""",
                (0.5 + 0.37 * number) % 1,
            )
        )
        page.wait_for_timeout(150)
    return spread(times)


def inside_layers(page: Page) -> str:
    """From pointer up on the Inside page to the layers' outputs of the whole stroke."""
    page.get_by_role("link", name="Inside").click()
    page.locator("[data-answered]").first.wait_for()
    return strokes(page)[0]


def strokes(page: Page) -> tuple[str, str]:
    """From pointer up to the answer on screen; from pointer down to the first update of the stroke."""
    page.locator("[data-answered]").first.wait_for()
    page.wait_for_timeout(1000)
    box = page.locator("canvas").first.bounding_box()
    assert box is not None
    page.evaluate(
        f"""() => {{ {ROOTS} window.upTimes = []; window.firstTimes = [];
        const root = inside("[data-answered]"), canvas = inside("canvas");
        let down = null, up = null;
        canvas.addEventListener("pointerdown", () => {{ down = performance.now(); }}, true);
        canvas.addEventListener("pointerup", () => {{ up = performance.now(); }}, true);
        new MutationObserver(() => {{
          if (down !== null) {{ window.firstTimes.push(performance.now() - down); down = null; }}
          if (up !== null && root.dataset.answered === root.dataset.sent) {{
            window.upTimes.push(performance.now() - up); up = null;
          }}
        }}).observe(root, {{ attributes: true, attributeFilter: ["data-answered"] }}); }}"""
    )
    for number in range(60):
        for (x, y), *rest in drawing_of(number % 10).strokes[:1]:
            page.mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"])
            page.mouse.down()
            for x, y in rest:
                page.mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"])
                page.wait_for_timeout(8)
            page.mouse.up()
        page.wait_for_timeout(250)
        page.get_by_role("button", name="Clear").click()
        page.wait_for_timeout(250)
    return spread(page.evaluate("window.upTimes")), spread(page.evaluate("window.firstTimes"))


def cpu_seconds(process: int) -> float:
    """CPU time of a process so far."""
    fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def server_process(address: str) -> int:
    """The process that serves `address`."""
    port = address.rsplit(":", 1)[1]
    return next(
        int(folder.name)
        for folder in Path("/proc").glob("[0-9]*")
        if f"--server.port={port}".encode() in (folder / "cmdline").read_bytes()
    )


def main() -> None:
    """Print all of it."""
    print("server started -> first page drawn:", start_of_server())
    with streamlit_server(ROOT / "streamlit_app.py") as address, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser_path(), args=CHROMIUM_FLAGS)
        live_plot = opening(chromium, f"{address}/?e={token_of(DEFAULT)}", ".live-plot[data-frame]")
        print("fresh profile, server warm -> live plot drawn:", live_plot)
        first_answer = opening(chromium, f"{address}/draw", ".digit-canvas[data-answered]")
        print("fresh profile, server warm -> Draw's first answer:", first_answer)
        for name in ("Two clouds", "Four clouds"):
            with opened(chromium, address, PRESETS[name]) as page:
                print(f"preset {name}:", preset(page))
        with opened(chromium, address, ENDLESS) as page:
            print("live view alone:", frames(page, server_process(address)))
        with opened(chromium, address, ENDLESS) as page:
            page.get_by_role("radiogroup", name="Show the network as").get_by_text("Picture").click()
            page.locator("[data-picture]").wait_for()
            print("live view and network picture:", frames(page, server_process(address)))
            print("pause:", pauses(page))
            print("another widget:", other_widget(page))
        with opened(chromium, address, DEFAULT) as page:
            up, first = reading(page)
            print("pointer up -> new probabilities:", up)
            print("pointer down -> first update of the stroke:", first)
            print("pointer up -> layers on the Inside page:", inside_layers(page))
        with opened(chromium, address, PRESETS["Autoencoder, USPS, BCE (the report's)"]) as page:
            train_autoencoder(page)
            up, first = rebuilding(page)
            print("pointer up -> reconstruction:", up)
            print("pointer down -> first reconstruction of the stroke:", first)
        with opened(chromium, address, PRESETS["Autoencoder, USPS, a code of 2"]) as page:
            train_autoencoder(page)
            slider, drag = walking(page)
            print("slider -> decoded image:", slider)
            print("click on the map -> decoded image:", drag)
        chromium.close()


if __name__ == "__main__":
    main()
