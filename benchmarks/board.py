"""``python -m benchmarks.board``: how smooth the live board is with 500 connectors in the browser.

Every connector says something new once per second. Counted are the frames, and the processor time
of each task of the page's main thread: one of more than 16 ms costs a frame of sixty.
"""

import argparse
import asyncio
import json
import shutil
from dataclasses import dataclass
from typing import Any, Self

from playwright.async_api import Browser, Page, async_playwright

from benchmarks.garage import Garage

FRAME_MS = 16.0
WARM_UP_S = 4.0
SCREENS = ("/board", "/wall")
SWITCHES = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
COUNT_FRAMES = """(seconds) => new Promise((done) => {
    const begun = performance.now();
    let frames = 0;
    const next = (now) => {
        frames += 1;
        if (now - begun < seconds * 1000) requestAnimationFrame(next);
        else done(frames / seconds);
    };
    requestAnimationFrame(next);
})"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Smoothness:
    """How a screen ran: frames per second, and the main thread's tasks in milliseconds."""

    screen: str
    frames_per_s: float
    busy_percent: float
    p50_ms: float
    p99_ms: float
    longest_ms: float
    over_frame_per_s: float

    @classmethod
    def of(cls, screen: str, frames_per_s: float, tasks_ms: list[float], took_s: float) -> Self:
        """Sum up; tasks of less than a tenth of a millisecond are the browser's own bookkeeping."""
        work = sorted(task for task in tasks_ms if task >= 0.1)
        return cls(
            screen=screen,
            frames_per_s=frames_per_s,
            busy_percent=sum(work) / took_s / 10,
            p50_ms=work[len(work) // 2],
            p99_ms=work[len(work) * 99 // 100],
            longest_ms=work[-1],
            over_frame_per_s=sum(task > FRAME_MS for task in work) / took_s,
        )


async def measure(connectors: int, seconds: float) -> list[Smoothness]:
    """Open each screen and watch it."""
    chromium = shutil.which("chromium")
    if chromium is None:
        raise SystemExit("benchmarks: chromium is not on the PATH: sudo apt install chromium")
    async with Garage(connectors).open() as garage, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=SWITCHES)
        measured = [await _watch(browser, garage.url, screen, seconds) for screen in SCREENS]
        await browser.close()
    return measured


async def _watch(browser: Browser, url: str, screen: str, seconds: float) -> Smoothness:
    context = await browser.new_context(
        viewport={"width": 1440, "height": 900}, service_workers="block"
    )
    page = await context.new_page()
    await page.goto(url + screen)
    await page.get_by_text("kWh").first.wait_for()
    await asyncio.sleep(WARM_UP_S)
    await browser.start_tracing(page=page, categories=["toplevel", "devtools.timeline"])
    frames_per_s = await page.evaluate(COUNT_FRAMES, seconds)
    trace = json.loads(await browser.stop_tracing())
    await _check(page)
    await context.close()
    return Smoothness.of(screen, frames_per_s, _tasks_ms(trace["traceEvents"]), seconds)


async def _check(page: Page) -> None:
    """Fail when the news did not arrive: an idle page is smooth."""
    before = await page.locator("main").inner_text()
    await asyncio.sleep(2)
    if await page.locator("main").inner_text() == before:
        raise SystemExit("benchmarks: the screen did not move")


def _tasks_ms(events: list[dict[str, Any]]) -> list[float]:
    """Return the processor time of each task of the page's main thread."""
    main = {
        (event["pid"], event["tid"])
        for event in events
        if event["name"] == "thread_name" and event["args"]["name"] == "CrRendererMain"
    }
    return [
        event["tdur"] / 1000
        for event in events
        if event["name"].endswith("RunTask")
        and "tdur" in event
        and (event["pid"], event["tid"]) in main
    ]


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description="How smooth the live board is in the browser.")
    parser.add_argument("--connectors", type=int, default=500)
    parser.add_argument("--seconds", type=float, default=10.0)
    options = parser.parse_args()
    print("| screen | frames/s | busy % | task p50 ms | p99 ms | longest ms | over 16 ms, per s |")
    print("|---|---|---|---|---|---|---|")
    for each in asyncio.run(measure(options.connectors, options.seconds)):
        figures = [
            each.frames_per_s,
            each.busy_percent,
            each.p50_ms,
            each.p99_ms,
            each.longest_ms,
            each.over_frame_per_s,
        ]
        print(f"| {each.screen} | " + " | ".join(f"{figure:.1f}" for figure in figures) + " |")


if __name__ == "__main__":
    main()
