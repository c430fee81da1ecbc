"""Pictures of every screen, to be looked at: phone, tablet and desk, light and dark.

    make screenshots            the demo must be running: `make run` in another terminal
    tools/screenshots.py --url http://localhost:8080 --only stations --to .data/screenshots

Needs Debian's chromium on the PATH.
"""

import argparse
import asyncio
import shutil
from pathlib import Path

from playwright.async_api import Browser, Page, async_playwright

WIDTHS = (390, 820, 1440)
THEMES = ("light", "dark")
HEIGHT = 900
PASSWORD = "demonstracao"  # noqa: S105 - the demo's, which the README prints
OPERATOR_PAGES = {
    "now": "/",
    "board": "/board",
    "wall": "/wall",
    "sessions": "/sessions",
    "session": "/sessions/{session}",
    "reservations": "/reservations",
    "stations": "/stations",
    "stations-plan": "/stations?view=plan",
    "stations-refused": "/stations?view=refused",
    "station": "/stations/{station}",
    "station-reservations": "/stations/{station}?tab=reservations",
    "station-commands": "/stations/{station}?tab=commands&command=SetChargingProfile",
    "station-messages": "/stations/{station}?tab=messages",
    "station-variables": "/stations/{station}?tab=variables",
    "station-profiles": "/stations/{station}?tab=profiles",
    "station-templates": "/variable-templates",
    "station-template-new": "/variable-templates/new",
    "station-firmware": "/stations/{station}?tab=firmware",
    "station-logs": "/stations/{station}?tab=logs",
    "station-access": "/stations/{station}?tab=access",
    "station-history": "/stations/{station}?tab=history",
    "station-security": "/stations/{station}?tab=security",
    "station-setup": "/stations/{station}?tab=setup",
    "firmware": "/firmware",
    "campaigns": "/firmware/campaigns",
    "campaign-new": "/firmware/campaigns/new",
    "campaign": "/firmware/campaigns/{campaign}",
    "people": "/people",
    "people-import": "/people/import",
    "people-visitors": "/people/visitors",
    "people-completeness": "/people/completeness",
    "people-cards": "/people/cards",
    "person": "/people/{person}",
    "tariffs": "/tariffs",
    "tariff": "/tariffs/{tariff}",
    "months": "/months",
    "month": "/months/{month}",
    "month-unit": "/months/{month}/statement",
    "sources": "/sources",
    "source-new": "/sources/new",
    "sites": "/sites",
    "plan": "/plan",
    "settings": "/settings",
    "notices": "/notice-settings",
    "notices-channels": "/notice-settings?tab=channels",
    "notices-log": "/notice-settings?tab=log",
    "notices-kind": "/notice-settings/kinds/charging_started",
    "notices-whatsapp": "/notice-settings/channels/whatsapp",
    "inbox": "/notices",
    "keys": "/api-keys",
    "key-new": "/api-keys/new",
    "webhooks": "/webhooks",
    "webhook-new": "/webhooks/new",
    "webhook": "/webhooks/{webhook}",
    "webhook-setup": "/webhooks/{webhook}?tab=setup",
    "webhook-receiving": "/webhooks/{webhook}?tab=receiving",
    "users": "/users",
    "audit": "/audit",
    "health": "/platform-health",
}
RESIDENT_PAGES = {
    "mine": "/",
    "mine-session": "/sessions/{session}",
    "mine-reservations": "/reservations",
    "mine-settings": "/settings",
    "mine-inbox": "/notices",
    "mine-preferences": "/notices/preferences",
}
FACES = {"sindico@ipes.example": OPERATOR_PAGES, "ana.42@ipes.example": RESIDENT_PAGES}
"""Who looks → what there is to see."""
LISTS = {
    "station": "/stations",
    "session": "/sessions",
    "person": "/people",
    "tariff": "/tariffs",
    "month": "/months",
    "webhook": "/webhooks",
    "campaign": "/firmware/campaigns",
}
COMMANDS = ", ".join(
    f'[href$="/{word}"]' for word in ("new", "import", "visitors", "completeness", "cards")
)
"""Links below a list that lead to no thing of it."""

SWITCHES = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]


async def main() -> None:
    """Take the pictures that were asked for."""
    options = _options()
    chromium = shutil.which("chromium")
    if chromium is None:
        raise SystemExit("screenshots: chromium is not on the PATH: sudo apt install chromium")
    options.to.mkdir(parents=True, exist_ok=True)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=SWITCHES)
        for login, pages in FACES.items():
            wanted = {name: path for name, path in pages.items() if name.startswith(options.only)}
            for theme in options.themes if wanted else ():
                await _take(browser, options, theme, login, wanted)
        await browser.close()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Pictures of every screen of a running demo.")
    parser.add_argument("--url", default="http://localhost:8080")
    parser.add_argument("--only", default="", help="pages whose name begins so")
    parser.add_argument("--widths", type=int, nargs="+", default=WIDTHS)
    parser.add_argument("--themes", nargs="+", default=THEMES, choices=THEMES)
    parser.add_argument("--language", default="pt-BR", choices=("pt-BR", "en"))
    parser.add_argument("--to", type=Path, default=Path(".data/screenshots"))
    return parser.parse_args()


async def _take(
    browser: Browser, options: argparse.Namespace, theme: str, login: str, pages: dict[str, str]
) -> None:
    context = await browser.new_context(
        locale=options.language,
        timezone_id="America/Sao_Paulo",
        color_scheme=theme,
        viewport={"width": WIDTHS[-1], "height": HEIGHT},
    )
    page = await context.new_page()
    await page.goto(options.url)
    await page.locator("input[type=email]").fill(login)
    await page.locator("input[type=password]").fill(PASSWORD)
    await page.locator("button[type=submit]").click()
    await page.wait_for_url(lambda url: "/login" not in url)
    ids = {
        name: await _first(page, path)
        for name, path in LISTS.items()
        if any(f"{{{name}}}" in wanted for wanted in pages.values())
    }
    for name, path in pages.items():
        if any(not found and f"{{{thing}}}" in path for thing, found in ids.items()):
            print(f"{name}: there is none to picture")
            continue
        for width in options.widths:
            await page.set_viewport_size({"width": width, "height": HEIGHT})
            await page.goto(options.url + path.format(**ids))
            await page.wait_for_load_state("networkidle")
            picture = options.to / f"{name}-{width}-{theme}.png"
            await page.screenshot(path=picture, full_page=True)
            print(picture)
    await context.close()


async def _first(page: Page, path: str) -> str:
    """Return the id of the first thing in a list; of an empty one an empty text."""
    await page.goto("/".join(page.url.split("/")[:3]) + path)
    await page.wait_for_load_state("networkidle")
    links = page.locator(f'main a[href^="{path}/"]:not(:is({COMMANDS}))')
    href = await links.first.get_attribute("href") if await links.count() else None
    return (href or "").removeprefix(f"{path}/").partition("?")[0]


if __name__ == "__main__":
    asyncio.run(main())
