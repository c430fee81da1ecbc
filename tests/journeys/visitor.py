"""Somebody at the web app who counts: clicks from where one would look first."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Self

from playwright.async_api import BrowserContext, Locator, Page, expect

from tests.journeys.words import Words

CLICKS_MAX = 2


class Visitor:
    """A person with a mouse in one language; typing is not counted."""

    def __init__(self, page: Page, words: Words) -> None:
        self.page = page
        self.words = words
        self.clicks = 0

    @classmethod
    @asynccontextmanager
    async def in_a_tab(cls, context: BrowserContext, url: str, words: Words) -> AsyncIterator[Self]:
        """Open a tab where they are signed in; every error of the page fails the test."""
        page = await context.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        await page.goto(url)
        yield cls(page, words)
        await page.close()
        assert faults == []

    async def looks_at(self, place: str) -> None:
        """Go to a place of the navigation: what is wanted must be near."""
        name = self.words(f"place.{place}")
        await self.page.get_by_role("navigation").get_by_role("link", name=name).first.click()
        await expect(self.page.locator("main h1")).to_be_visible()
        self.clicks = 0

    async def clicks_on(self, target: Locator) -> None:
        """Click, and count it."""
        self.clicks += 1
        await target.click()

    async def presses(self, key: str, *, inside: Locator | None = None) -> None:
        """Click the first button or link that says this, perhaps of what."""
        within = inside or self.page.get_by_role("main")
        name = re.compile(f"^{re.escape(self.words(key))}(:|$)")
        button = within.get_by_role("button", name=name)
        link = within.get_by_role("link", name=name)
        await self.clicks_on(button.or_(link).first)

    async def chooses(self, key: str, option: str) -> None:
        """Choose from a list by its label."""
        self.clicks += 1
        await self.page.get_by_label(self.words(key), exact=True).select_option(option)

    async def sees(self, text: str) -> None:
        """Find a text on the page."""
        await expect(self.page.get_by_text(text).first).to_be_visible()

    def has_found_it(self) -> None:
        """Say that this is what was looked for, after few clicks."""
        assert self.clicks <= CLICKS_MAX
