"""The script draws what the server draws, loses no half-written word, and every screen is fit for everyone."""

import json
import mimetypes
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders

from kith.circle import core, screen
from kith.circle.tests import screens
from kith.circle.tests.core.holding import settles
from kith.circle.tests.core.test_any_evening import AnyEvening
from kith.circle.tests.core.test_long_evenings import a_long_evening
from kith.circle.tests.screens import Evening, page
from tests.depth import pick

pytestmark = pytest.mark.browser
HERE = "http://localhost:1"
MEMBERS = [name for name, made in screens.SCREENS.items() if "keeping" not in made()]
KEEPERS = [name for name in screens.SCREENS if name not in MEMBERS]
LOOK_AT = ["listening", "your_turn", "kettle", "reading", "offered", "received", "pairs", "not_ok_waited", "slips"]
LOOK_AT += [
    "beside_a_call",
    "keeper_wanted",
    "stepped_out",
    "facilitating",
    "kettle_keeping",
    "hall_hands",
    "many_seats",
    "shown_to_others",
    "shown_keeping",
]
PIECES = """() => {
  const read = (node) => node.nodeType === 3 ? node.data.trim() : node.tagName === 'TEMPLATE' || node.hidden ? ''
    : `<${node.tagName} ${[...node.attributes].filter(({name}) => !['value', 'maxlength'].includes(name) || node.name === 'turn')
      .map(({name, value}) => `${name}=${value}`).sort().join(' ')}>${[...node.childNodes].map(read).join('')}`;
  return [...document.querySelectorAll('main, header')].map(read).join('');
}"""
FOCUSED = """[document.activeElement]
  .map((one) => [one.textContent.trim(), getComputedStyle(one).outlineStyle])[0]"""
SMALL = """[...document.querySelectorAll('main button, main summary, main .choice label')]
  .filter((one) => one.offsetHeight && one.offsetHeight < 44).map((one) => one.textContent)"""
DRAW = """async ([view]) => {
  const [{ draw }, { facts }, { words }] = await Promise.all(
    ['draw', 'facts', 'sentences'].map((name) => import(`/static/circle/${name}.js`)));
  const { showing } = document.querySelector('#line').dataset;
  draw(document.body, facts(view, words, { showing }), words);
}"""
SHOW = "async ([view, seq]) => { (await import('/static/circle/showing.js')).show(view, seq); }"
AGAIN = "async () => (await import('/static/circle/showing.js')).fetchPage()"


class Room:
    """A page with no server behind it: what was put there, and the static files."""

    def __init__(self, browser: Any, **wanted: Any) -> None:
        self.pages: dict[str, str] = {}
        self.answers: list[tuple[int, dict[str, Any]]] = []
        self.sent: list[str] = []
        self.context = browser.new_context(reduced_motion="reduce", **wanted)
        self.page = self.context.new_page()
        self.page.route("**/*", self.answer)
        self.page.route_web_socket("**/live*", lambda socket: None)

    def answer(self, route: Any) -> None:
        path = urlsplit(route.request.url).path
        if path.startswith("/static/"):
            found = str(finders.find(path.removeprefix("/static/")))
            kind = mimetypes.guess_type(found)[0] or "text/plain"
            route.fulfill(body=Path(found).read_bytes(), content_type=kind)
        elif route.request.method == "POST":
            self.sent.append(route.request.post_data)
            status, body = self.answers.pop(0)
            route.fulfill(status=status, body=json.dumps(body), content_type="application/json")
        else:
            route.fulfill(body=self.pages.get(path, "<p>gone</p>"), content_type="text/html")

    def shows(self, drawn: str) -> Any:
        self.pages["/page"] = drawn
        self.page.goto(f"{HERE}/page")
        self.page.wait_for_function("document.documentElement.classList.contains('alive')")
        return self.page

    def draws(self, seen: dict[str, Any]) -> None:
        self.page.evaluate(DRAW, [seen])


@pytest.fixture
def room(browser: Any) -> Iterator[Room]:
    one = Room(browser)
    yield one
    one.context.close()


@pytest.mark.deep
@pytest.mark.parametrize("names", [MEMBERS, KEEPERS], ids=["members", "keepers"])
def test_the_script_draws_each_screen_as_the_server_does(room: Room, names: list[str]) -> None:
    """From one screen to the next by script, and there directly: the same page, word for word."""
    seen = {name: screens.SCREENS[name]() for name in names}
    told = {name: read(room, page(view)) for name, view in seen.items()}
    room.shows(page(seen[names[-1]]))
    for name in names:
        room.draws(seen[name])
        assert room.page.evaluate(PIECES) == told[name], name


@pytest.mark.deep
@pytest.mark.parametrize("which", ["room", "greeter", "keeper", "hall"])
def test_the_script_draws_whatever_comes_as_the_server_does(room: Room, which: str) -> None:
    """Screens of evenings at random, one after the other, as wildly as they came."""
    seen = list(islice(screens_of_any_evening(which), pick(3, 40, 400)))
    template = "circle/hall.html" if which == "hall" else "circle/room.html"
    told = [read(room, page(view, template)) for view in seen]
    room.shows(page(seen[-1], template))
    for view, as_the_server in zip(seen, told, strict=True):
        room.draws(view)
        assert room.page.evaluate(PIECES) == as_the_server, view


def screens_of_any_evening(which: str) -> Iterator[dict[str, Any]]:
    """What somebody sees who sits in one, every thirtieth press or so."""
    for number in count():
        dice, seen = Random(number), list[dict[str, Any]]()

        def look(one: AnyEvening, dice: Random = dice, seen: list[dict[str, Any]] = seen) -> None:
            if dice.random() < 1 / 30:
                circle, _ = settles(one.circle, one.evening.now)
                who = dice.choice([core.HALL, *(seat.ref for seat in circle.seats if not seat.guest)])
                seen.append(core.view(circle, who, one.evening.now))

        a_long_evening(number, look)
        yield from (view for view in seen if screen.page_of(view) == which)


def read(room: Room, drawn: str) -> str:
    found: str = room.shows(drawn).evaluate(PIECES)
    return found


def test_a_half_written_sentence_survives_whatever_happens(room: Room) -> None:
    evening = Evening()
    evening.does("teo", "say", text="Hello.")
    there = room.shows(page(evening.seen_by("ash")))
    box = there.locator("form[action$='/say/'] textarea").first
    box.type("I wanted to")
    evening.does("kit", "say", text="Hello too.")
    room.draws(evening.seen_by("ash"))
    there.keyboard.type(" say")
    evening.goes_to("round")
    room.draws(evening.seen_by("ash"))
    assert box.input_value() == "I wanted to say"
    assert box.is_visible()
    assert there.evaluate("document.activeElement.tagName") == "TEXTAREA"
    assert there.locator("form[action$='/say/'] button").first.is_disabled()


def at_the_door(room: Room, evening: Evening) -> Any:
    return room.shows(page(evening.seen_by("stranger"), "circle/door.html"))


def test_a_seat_taken_while_the_door_is_looked_at_again_is_not_drawn_away(room: Room) -> None:
    """The page that was asked for before the press comes after its answer, and is older than it."""
    evening, held = Evening(), list[Any]()
    there = at_the_door(room, evening)
    there.route("**/page", lambda route: held.append(route) if not held else route.fallback())
    there.evaluate(SHOW, [evening.seen_by("stranger"), 6])
    before, room.pages["/page"] = room.pages["/page"], page(evening.seen_by("ash"))
    room.answers = [(200, {"say": "", "seq": 7, "circle": evening.seen_by("ash")})]
    with there.expect_response("**/sit/"):
        there.get_by_role("button", name="Take a seat").click()
    there.wait_for_function("() => !document.querySelector('[data-sending]')")
    held[0].fulfill(body=before, content_type="text/html")
    there.locator("#circle").wait_for()
    assert there.get_by_role("button", name="Take a seat").count() == 0


def test_what_is_as_it_was_stays_while_someone_presses_it(room: Room) -> None:
    evening = Evening()
    there = at_the_door(room, evening)
    there.evaluate("() => { window.pressed = document.querySelector('main .piece'); }")
    there.evaluate(AGAIN)
    assert there.evaluate("window.pressed.isConnected")
    room.pages["/page"] = page(evening.seen_by("ash"))
    there.evaluate(AGAIN)
    assert not there.evaluate("window.pressed.isConnected") and there.locator("#circle").is_visible()


def test_who_takes_the_door_during_the_evening_sees_who_is_at_it(room: Room) -> None:
    evening = Evening()
    there = room.shows(page(evening.seen_by("ash")))
    evening.does(core.CLOCK, "role", facts={"role": "member", "greeter": True}, seat="ash")
    evening.comes("Wren", new=True)
    room.pages["/page"] = page(evening.seen_by("ash"))
    there.evaluate(SHOW, [evening.seen_by("ash"), 6])
    there.get_by_role("heading", name="At the door").wait_for()
    assert there.get_by_role("button", name="Let them in").is_visible()


def test_a_refusal_is_said_and_keeps_what_was_typed(room: Room) -> None:
    evening = Evening()
    there = room.shows(page(evening.seen_by("ash")))
    room.answers = [(409, {"say": "The piece had already moved on.", "seq": 6, "circle": evening.seen_by("ash")})]
    there.fill("form[action$='/say/'] textarea >> nth=0", "Hello, all")
    there.get_by_role("button", name="Let them read it").click()
    there.get_by_text("The piece had already moved on.").wait_for()
    assert there.locator("form[action$='/say/'] textarea").first.input_value() == "Hello, all"


def test_a_busy_server_is_asked_again_under_the_same_name(room: Room) -> None:
    evening = Evening()
    there = room.shows(page(evening.seen_by("ash")))
    room.answers = [(503, {}), (503, {}), (200, {"seq": 6, "circle": evening.seen_by("ash")})]
    there.fill("form[action$='/say/'] textarea >> nth=0", "Hello, all")
    there.get_by_role("button", name="Let them read it").dblclick()
    there.wait_for_function("document.querySelector('form[action$=\"/say/\"] textarea').value === ''")
    names = [fields.split("op=")[1].split("&")[0] for fields in room.sent]
    assert len(names) == 3
    assert len(set(names)) == 1


def test_turns_are_told_politely_once(room: Room) -> None:
    evening = Evening()
    evening.goes_to("floor")
    there = room.shows(page(evening.seen_by("ash")))
    evening.does("marisol", "ask_to_share")
    body = {"seq": 6, "circle": evening.seen_by("ash")}
    room.answers = [(200, body)]
    there.get_by_role("button", name="I'd like to share").first.click()
    there.wait_for_function("document.querySelector('#told').textContent === 'Marisol is speaking'")
    assert there.locator("#told").get_attribute("role") == "status"


def test_a_dropped_line_is_said_and_the_seat_is_kept(room: Room) -> None:
    room.page.unroute_all()
    room.page.route("**/*", room.answer)
    room.page.route_web_socket("**/live*", lambda socket: socket.close())
    room.page.clock.install()
    there = room.shows(page(screens.listening()))
    assert there.locator("#line").text_content() == ""
    there.clock.run_for(9_000)
    there.get_by_text("The line dropped. Trying again; your seat is kept.").wait_for()
    assert there.locator("#line").get_attribute("role") == "status"


def test_face_down_is_dark_until_it_is_pressed(room: Room) -> None:
    there = room.shows(page(screens.listening()))
    there.get_by_text("More").first.click()
    there.get_by_role("button", name="Face down").click()
    assert there.evaluate("document.activeElement.id") == "face-down"
    there.keyboard.press("Space")
    assert there.locator("#face-down").count() == 0


def test_everything_can_be_reached_by_keyboard(room: Room) -> None:
    there = room.shows(page(screens.offered()))
    found = []
    for _ in range(12):
        there.keyboard.press("Tab")
        found.append(
            there.evaluate(
                "[document.activeElement.textContent.trim(), getComputedStyle(document.activeElement).outlineStyle]"
            )
        )
    ways = ["I'll take it", "Pass", "Come back to me", "More"]
    assert [(name, outline) for name, outline in found if name in ways] == [(name, "solid") for name in ways]


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.deep)])
def test_axe_finds_nothing(browser: Any, scheme: str) -> None:
    room = Room(browser, color_scheme=scheme)
    for name in pick(LOOK_AT[::5], LOOK_AT, list(screens.SCREENS)):
        there = room.shows(page(screens.SCREENS[name]()))
        there.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        found = Axe().run(there)
        assert found.violations_count == 0, f"{name}: {found.generate_report()}"
    found = Axe().run(room.shows(page(screens.projector(), "circle/hall.html")))
    assert found.violations_count == 0, found.generate_report()
    room.context.close()


@pytest.mark.deep
def test_nothing_is_wider_than_a_small_phone_or_too_small_to_press(browser: Any) -> None:
    room = Room(browser, viewport={"width": 320, "height": 640})
    for name in LOOK_AT:
        there = room.shows(page(screens.SCREENS[name](), group={"name": "W" * 40, "ref": "g"}))
        there.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        assert there.evaluate("document.documentElement.scrollWidth") == 320, name
        assert there.evaluate(SMALL) == [], name
    room.context.close()
