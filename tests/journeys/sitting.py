"""Someone at a real page in a real browser: sees, presses, writes. Used by every journey."""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from playwright.sync_api import Browser, BrowserContext, Locator, Page, WebSocketRoute, expect

from tests.browsing import sign_in
from tests.serving import Server

expect.set_options(timeout=45_000)
S = TypeVar("S", bound="Sitter")


class Sitter:
    """A person of the demo with a page of their own."""

    def __init__(self, page: Page, server: Server, name: str) -> None:
        self.page, self.server, self.name = page, server, name
        self.person = next(one for one in server.people if one["sign_in"] == name)
        self.circle = server.circle

    @property
    def alias(self) -> str:
        return self.person["alias"]

    def come_in(self, *, where: str = "") -> "Sitter":
        """Signs in, opens the circle and takes a seat (or waits at the door)."""
        sign_in(self.page, self.server, self.name)
        return self.sit(where=where)

    def sit(self, *, where: str = "") -> "Sitter":
        self.page.goto(self.circle)
        if where:
            self.page.get_by_label(where).check()
        self.press("Take a seat")
        self.cannot_press("Take a seat")
        return self

    def button(self, name: str) -> Locator:
        """A button by its words, wherever it can be seen now."""
        return self.page.get_by_role("button", name=re.compile(f"^{re.escape(name)}$")).locator("visible=true").first

    def press(self, name: str) -> None:
        expect(self.button(name)).to_be_visible()
        self.button(name).click()

    def cannot_press(self, name: str) -> None:
        expect(self.button(name)).to_have_count(0)

    def open(self, summary: str) -> None:
        """What is behind "More", or behind another word that opens; every one of that name."""
        for more in self.page.locator("details").filter(has=self.page.locator(f"> summary:text-is({summary!r})")).all():
            if more.is_visible() and more.get_attribute("open") is None:
                more.locator("> summary").click()

    def press_under(self, *words: str) -> None:
        """A button behind "More": all words but the last open something."""
        for summary in words[:-1]:
            self.open(summary)
        self.press(words[-1])

    def go_on(self) -> None:
        """To the next part, wherever that button is just now."""
        step, on = self.page.locator(".path"), self.button_like("Next part")
        self.open("More")
        expect(on).to_be_visible()  # so what was pressed before has been drawn, and is not taken for this step
        before = step.inner_html()
        on.click()
        expect(step).not_to_have_js_property("innerHTML", before)

    def button_like(self, beginning: str) -> Locator:
        return (
            self.page.get_by_role("button", name=re.compile(f"^{re.escape(beginning)}")).locator("visible=true").first
        )

    def write(self, words: str, *, send: str = "Let them read it") -> None:
        box = self.page.locator("form[action$='/say/'] textarea:visible").first
        expect(box).to_be_visible()
        box.fill(words)
        self.press(send)

    def sees(self, words: str) -> None:
        expect(self.page.get_by_text(words).locator("visible=true").first).to_be_visible()

    def does_not_see(self, words: str) -> None:
        expect(self.page.get_by_text(words).locator("visible=true")).to_have_count(0)

    def picture(self, name: str) -> None:
        """For whoever wants to look at what was walked through: KITH_ALBUM names a folder."""
        picture(self.page, name)

    def offered(self) -> bool:
        return self.button("I'll take it").is_visible()

    def holding(self) -> bool:
        return self.button("I've finished, pass it on").is_visible()


class Reader(Sitter):
    """A person whose browser runs no script: each press is an answer from the server, and nothing comes by itself."""

    def press(self, name: str) -> None:
        if not self.button(name).is_visible():
            self.look_again()
        self.pressed(self.button(name))

    def pressed(self, button: Locator) -> None:
        expect(button).to_be_visible()
        with self.page.expect_navigation():
            button.click()

    def look_again(self) -> None:
        self.pressed(self.page.get_by_role("link", name="Look again"))

    def go_on(self) -> None:
        self.look_again()
        self.open("More")
        self.pressed(self.button_like("Next part"))

    def sees(self, words: str) -> None:
        self.look_again()
        super().sees(words)

    def does_not_see(self, words: str) -> None:
        self.look_again()
        super().does_not_see(words)


class Line:
    """The line between one page and the server, to be dropped and mended at will. To be made before the page is opened."""

    def __init__(self, page: Page) -> None:
        self.page, self.gone = page, False
        self.sockets: list[WebSocketRoute] = []
        page.route_web_socket(re.compile("/live"), self._pass)

    def _pass(self, socket: WebSocketRoute) -> None:
        if self.gone:
            socket.close()
        else:
            socket.connect_to_server()
            self.sockets.append(socket)

    def drop(self) -> None:
        self.gone = True
        self.page.context.set_offline(True)
        while self.sockets:
            self.sockets.pop().close()

    def mend(self) -> None:
        self.gone = False
        self.page.context.set_offline(False)


@contextmanager
def at_the_circle(
    browser: Browser,
    server: Server,
    *names: str,
    kind: type[S] = Sitter,
    **wanted: Any,  # type: ignore[assignment]
) -> Iterator[list[S]]:
    """Everyone named, each in a browser context of their own, not yet in the room."""
    contexts: list[BrowserContext] = [browser.new_context(**wanted) for _ in names]
    try:
        yield [kind(context.new_page(), server, name) for context, name in zip(contexts, names, strict=True)]
    finally:
        for context in contexts:
            context.close()


def whoever(sitters: list[Sitter], can: Callable[[Sitter], bool]) -> Sitter:
    """Waits until one of them can, and gives that one."""
    for _ in range(900):
        found = next((sitter for sitter in sitters if can(sitter)), None)
        if found:
            return found
        sitters[0].page.wait_for_timeout(50)
    raise AssertionError("it came to nobody")


def picture(page: Page, name: str) -> None:
    if album := os.environ.get("KITH_ALBUM"):
        page.screenshot(path=Path(album) / f"{name}.png", full_page=True)
