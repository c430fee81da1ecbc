"""What people do in a browser: sign in, and read what a screen reader would read."""

from pathlib import Path

from playwright.async_api import Page, expect

from tests.canaries import PASSWORD
from tests.journeys.condominium import Condominium

SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

AXE = Path(__file__).parents[2] / "frontend/node_modules/axe-core/axe.min.js"
RUN_AXE = """async (where) => {
    const drawn = () => new Promise(requestAnimationFrame);
    await drawn();
    await drawn();
    await Promise.all(document.getAnimations().map((each) => each.finished.catch(() => {})));
    const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    const { violations } = await axe.run(document, { runOnly: rules });
    return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html, failureSummary }) => [id, where, html, failureSummary].join("\\n")));
}"""


async def sign_in(page: Page, condominium: Condominium) -> None:
    await page.get_by_label("E-mail").fill(f"sindica@{condominium.tenant['slug']}.example")
    await page.get_by_label("Senha").fill(PASSWORD)
    await page.get_by_role("button", name="Entrar").click()
    await expect(page.get_by_role("heading", name="Agora")).to_be_visible()


async def faults_of(page: Page) -> set[str]:
    """Return what a screen reader, a keyboard or weak eyes would stumble over here."""
    found: set[str] = set()
    for width, theme in ((390, "light"), (1440, "dark")):
        await page.set_viewport_size({"width": width, "height": 900})
        await page.evaluate("(theme) => (document.documentElement.dataset.theme = theme)", theme)
        found |= set(await page.evaluate(RUN_AXE, f"{page.url} {width} {theme}"))
    return found
