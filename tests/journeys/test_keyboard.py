"""One person on a small screen, with nothing but a keyboard, from signing in to being heard."""

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys.sitting import Sitter, at_the_circle, picture, whoever
from tests.serving import Server

pytestmark = [pytest.mark.browser, pytest.mark.deep]
SMALL = {"width": 320, "height": 640}
FOCUSED = """() => {
  const node = document.activeElement;
  if (!node || node === document.body) return null;
  const look = getComputedStyle(node);
  const lit = [node, node.closest("label, .choice label, .chip")].filter(Boolean).map((one) => getComputedStyle(one));
  const seen = lit.some((one) => (one.outlineStyle !== "none" && parseFloat(one.outlineWidth) >= 2) || one.boxShadow !== "none");
  const box = node.getBoundingClientRect();
  const name = node.getAttribute("aria-label") || node.labels?.[0]?.textContent || node.textContent || "";
  return { name: name.replace(/\\s+/g, " ").trim(), tag: node.tagName, id: node.id, seen, height: box.height,
    inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth };
}"""
WHERE = "faces => faces.map((face) => `${face.getBoundingClientRect().x} ${face.getBoundingClientRect().y}`)"
OF_WEIGHT = "button.piece, button.main, a.button.main, .ahead button"
SIZES = """all => all.filter(one => one.checkVisibility({visibilityProperty: true}))
    .map(one => [one.innerText, one.getBoundingClientRect().width, one.getBoundingClientRect().height])"""


class Keys:
    """Someone who presses keys: every step sees where it is, and nothing sticks out of the screen."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def where(self) -> dict[str, object] | None:
        found: dict[str, object] | None = self.page.evaluate(FOCUSED)
        return found

    def is_on(self, name: str) -> bool:
        return str((self.where() or {}).get("name")).startswith(name)

    def to(self, name: str, *, most: int = 40) -> dict[str, object]:
        """Presses Tab until the focus is on something that begins so; on its way it is always somewhere, and seen."""
        passed = []
        for _ in range(most):
            self.page.keyboard.press("Tab")
            at = self.where()
            if at is None:
                continue  # past the end of the page, in the browser's own bar
            passed.append(at["name"])
            assert at["seen"], f"no focus to be seen on {at}"
            assert at["inside"], f"the focus is off the screen on {at}"
            if self.is_on(name):
                return at
        raise AssertionError(f"no way to {name!r} by Tab; passed {passed}")

    def press(self, name: str, key: str = "Enter") -> None:
        self.to(name)
        self.fits()
        self.page.keyboard.press(key)

    def type(self, words: str) -> None:
        self.page.keyboard.type(words)

    def fits(self) -> None:
        """Nothing sticks out to the side; what matters is large enough for a thumb."""
        assert self.page.evaluate("document.documentElement.scrollWidth") <= SMALL["width"]
        # Of one moment: the page may be drawn anew at any other.
        seen = self.page.locator(OF_WEIGHT).evaluate_all(SIZES)
        assert all(width >= 44 and height >= 44 for _, width, height in seen), f"too small: {seen}"

    def is_somewhere(self) -> None:
        """After what the others did, or what was just pressed, the focus has not fallen off the page."""
        expect(self.page.locator(":focus")).to_have_count(1)
        at = self.where()
        assert at, "the focus is nowhere"


def test_from_signing_in_to_being_heard_by_keyboard(browser: Browser, server: Server) -> None:
    with at_the_circle(browser, server, "rowan", "teo") as (rowan, teo):
        for one in (rowan, teo):
            one.come_in()
        context = browser.new_context(viewport=SMALL)
        keys = Keys(context.new_page())
        marisol = Sitter(keys.page, server, "marisol")
        signs_in(keys, marisol)
        takes_a_seat(keys)
        rowan.press("Begin")
        for part in ("Our agreement", "Check-in round"):
            rowan.go_on()
            expect(rowan.page.locator("[aria-current=step]")).to_contain_text(part)
        is_asked_two_turns_ahead(keys, marisol, [rowan, teo])
        shares_in_writing(keys, teo)
        context.close()


def signs_in(keys: Keys, marisol: Sitter) -> None:
    keys.page.goto(f"{marisol.server.url}/")
    keys.press("Sign in")
    keys.page.wait_for_url("**/sign-in/**")
    if not keys.is_on("Sign-in name"):
        keys.to("Sign-in name")
    keys.type(marisol.name)
    keys.to("Passphrase")
    keys.type(marisol.person["passphrase"])
    keys.fits()
    keys.page.keyboard.press("Enter")
    expect(keys.page.get_by_role("heading", level=1)).to_be_visible()
    picture(keys.page, "keys-home")
    keys.fits()


def takes_a_seat(keys: Keys) -> None:
    keys.press("Take a seat")  # from the first page: the group's circle is open now
    expect(keys.page.get_by_role("heading", name="Your seat is waiting")).to_be_visible()
    picture(keys.page, "keys-door")
    keys.press("Take a seat", "Space")
    expect(keys.page.get_by_role("list", name="Seats")).to_be_visible()
    picture(keys.page, "keys-kettle")
    assert len(set(keys.page.locator(".face:visible").evaluate_all(WHERE))) == 3, "seats lie upon each other"
    keys.fits()


def is_asked_two_turns_ahead(keys: Keys, marisol: Sitter, others: list[Sitter]) -> None:
    """The others have their turns; the heads-up is answered by keyboard, wherever the focus was."""
    keys.to("More")
    whoever([marisol], lambda _: heads_up(keys.page).is_visible())
    picture(keys.page, "keys-ahead")
    keys.press("Come back to me")
    expect(keys.page.get_by_text("We come back to you later.").locator("visible=true")).to_be_visible()
    keys.is_somewhere()
    keys.fits()
    while (one := whoever([marisol, *others], Sitter.offered)) is not marisol:
        keys.is_somewhere()
        one.press("I'll take it")
        one.press("I've finished, pass it on")
        expect(one.button("I've finished, pass it on")).to_have_count(0)
    keys.is_somewhere()


def heads_up(page: Page) -> Locator:
    return page.locator(".ahead").get_by_role("button", name="Come back to me")


def shares_in_writing(keys: Keys, teo: Sitter) -> None:
    picture(keys.page, "keys-offered")
    keys.press("I'll take it")
    expect(keys.page.get_by_role("heading", name="the piece is yours")).to_be_visible()
    keys.is_somewhere()
    picture(keys.page, "keys-mine")
    keys.fits()
    keys.to("Just listen")
    keys.page.keyboard.press("ArrowDown")
    teo.sees("not alone")
    keys.is_somewhere()
    keys.to("Or write it")
    keys.type("She said: I can sit with you")
    keys.press("Let them read it")
    teo.sees("She said: I can sit with you")
    keys.is_somewhere()
    keys.press("I've finished, pass it on")
    expect(keys.page.get_by_role("heading", name="the piece is yours")).to_be_hidden()
    keys.is_somewhere()
    picture(keys.page, "keys-after")
    keys.fits()
