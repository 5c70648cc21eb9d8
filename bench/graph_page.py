"""The network page in a real browser at 5,000 nodes and more: time to the first frame one can work in, and panning.

Run: `./dev bench graph_page`, with WHEREAS_TEST_DATA set and Chromium on the path. `WHEREAS_BENCH_HOME` names a ledger
that is there already; without it, one is filled from all lists first. A machine without a screen draws with WebGL in
software, on the processor: a graphics card is faster.
"""

import os
import shutil
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from bench.serve import served
from whereas.settings import Settings
from whereas.web.visit import COOKIE
from whereas.workbench import workbench

_ARGS = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--disable-background-networking"]
_PAGES = {"around the best linked party": "", "the programme": "", "everything that is linked": "scope=all"}
# Notes when the drawing stands and the browser has drawn two frames after it: from then on it answers a hand.
_WATCH = """
new MutationObserver((_, watcher) => {
  if (!document.querySelector('#network[data-ready]')) return;
  watcher.disconnect();
  requestAnimationFrame(() => requestAnimationFrame(() => { window.ready = performance.now(); }));
}).observe(document, { subtree: true, attributes: true, childList: true });
"""
_COUNT = (
    "() => { window.frames_ = []; const one = t => { window.frames_.push(t); requestAnimationFrame(one); }; one(0); }"
)


def main() -> None:
    """Prints for each page its nodes, when it could be worked in, and frames a second while it is dragged."""
    lists = Path(os.environ.get("WHEREAS_TEST_DATA", "")) / "data" / "lists"
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if not lists.is_dir() or browser is None:
        print("skipped: set WHEREAS_TEST_DATA to a folder that has data/lists, and have Chromium on the path")
        return
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch) / "home"
        if there := os.environ.get("WHEREAS_BENCH_HOME"):
            shutil.copytree(there, home)
        else:
            with workbench(Settings(home=home, mirror=(lists,), author="bench"), now=_now()) as bench:
                bench.pull()
                bench.resolve()
        with served(Settings(home=home)) as (address, cookies), sync_playwright() as playwright:
            opened = playwright.chromium.launch(executable_path=browser, args=_ARGS)
            context = opened.new_context(viewport={"width": 1280, "height": 900})
            context.add_cookies([{"name": COOKIE, "value": cookies[0], "url": address}])
            context.add_init_script(_WATCH)
            _measure(context.new_page(), address)
            opened.close()


def _measure(page: Page, address: str) -> None:
    drawn = page.request.get(f"{address}/api/v1/graph").json()
    centre = max(drawn["nodes"], key=lambda one: one["links"])["id"]
    for name, query in (_PAGES | {"around the best linked party": f"around={centre}"}).items():
        began = time.perf_counter()
        count = len(page.request.get(f"{address}/api/v1/graph?{query}").json()["nodes"])
        first = time.perf_counter() - began
        ready = [_ready(page, f"{address}/network?{query}") for _ in range(5)]
        print(
            f"{name:<30}{count:>7,} nodes  placed in {first:5.2f} s once  "
            f"in hand after {statistics.median(ready) / 1000:5.2f} s (worst {max(ready) / 1000:5.2f})  "
            f"dragged at {_dragged(page):5.1f} frames/s"
        )


def _ready(page: Page, address: str) -> float:
    page.goto(address)
    for _ in range(600):  # the pages' policy lets nothing be evaluated that waits within them
        if (found := page.evaluate("window.ready ?? 0")) > 0:
            return float(found)
        page.wait_for_timeout(100)
    raise TimeoutError(f"{address} was not drawn within a minute")


def _dragged(page: Page) -> float:
    """Frames a second while the drawing is dragged to and fro for two seconds."""
    stage = page.locator(".net-stage").bounding_box()
    assert stage is not None
    x, y = stage["x"] + stage["width"] / 2, stage["y"] + 40
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate(_COUNT)
    began = time.perf_counter()
    turn = 0
    while time.perf_counter() - began < 2:
        turn += 1
        page.mouse.move(x + 120 * ((turn % 20) / 10 - 1), y + 30 * (turn % 7))
    frames: list[Any] = page.evaluate("window.frames_")
    spent = time.perf_counter() - began
    page.mouse.up()
    return (len(frames) - 1) / spent


def _now() -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
