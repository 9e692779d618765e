"""Totally ordinary disasters, at real pages: two tabs, a double tap, a line that drops, a restart, someone asked to leave."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.sitting import Line, Sitter, at_the_circle
from tests.serving import Server

pytestmark = [pytest.mark.browser, pytest.mark.deep]
Four = list[Sitter]


@pytest.fixture(scope="module")
def ours(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One community for this file; each test leaves the circle under way."""
    server = Server("demo", tmp_path_factory.mktemp("ordinary") / "data", {}).start()
    yield server
    server.kill()


@pytest.fixture(scope="module")
def seated(browser: Browser, ours: Server) -> Iterator[Four]:
    with at_the_circle(browser, ours, "rowan", "marisol", "teo", "kit") as four:
        for one in four:
            one.come_in()
            expect(one.page.get_by_role("list", name="Seats")).to_be_visible()
        yield four


@pytest.fixture
def sitters(seated: Four) -> Four:
    """Rowan keeps; Marisol, Teo and Kit are there; the floor is open for one question and nobody holds the piece."""
    to_the_question(seated[0])
    for one in seated:
        one.sees("The piece rests in the middle")
    return seated


def to_the_question(rowan: Sitter) -> None:
    here = rowan.page.locator("[aria-current=step]")
    if rowan.button("Begin").is_visible():
        rowan.press("Begin")
    while "One question" not in here.inner_text():
        rowan.go_on()


def has_it(one: Sitter) -> None:
    one.press("I'd like to share")
    expect(one.button("I've finished, pass it on")).to_be_visible()


def lets_go(one: Sitter) -> None:
    one.press("I've finished, pass it on")
    expect(one.button("I've finished, pass it on")).to_have_count(0)


def passes(one: Sitter) -> None:
    expect(one.button("I'll take it")).to_be_visible()
    one.press("Pass")
    expect(one.button("I'll take it")).to_have_count(0)


def test_two_tabs_of_one_person_are_the_same_and_a_double_tap_passes_once(sitters: Four) -> None:
    rowan, marisol, teo, kit = sitters
    has_it(marisol)
    other = Sitter(marisol.page.context.new_page(), marisol.server, "marisol")
    other.page.goto(other.circle)
    expect(other.button("I've finished, pass it on")).to_be_visible()
    for one in (teo, kit):
        one.press_under("More", "I'd like to share")
        one.sees("You have asked to share.")
    both_tabs_at_once(marisol, other)
    expect(other.button("I've finished, pass it on")).to_have_count(0)
    expect(marisol.page.locator(".seat[data-holding]")).to_have_count(0)
    assert marisol.page.locator("#line").get_attribute("data-turn") == other.page.locator("#line").get_attribute(
        "data-turn"
    )
    expect(teo.button("I'll take it")).to_be_visible()
    expect(kit.button("I'll take it")).to_have_count(0)
    passes(teo)
    passes(kit)
    rowan.sees("The piece rests in the middle")


def both_tabs_at_once(one: Sitter, other: Sitter) -> None:
    """Two quick clicks in one tab, and two in the other, wherever its page is by then."""
    press = "button => { button.click(); button.click(); }"
    buttons = [sitter.button("I've finished, pass it on").element_handle() for sitter in (one, other)]
    for button in buttons:
        button.evaluate(press)


def test_a_half_written_sentence_survives_what_the_others_do(sitters: Four) -> None:
    _, marisol, teo, kit = sitters
    has_it(marisol)
    box = marisol.page.locator("form[action$='/say/'] textarea:visible").first
    box.press_sequentially("It was a Tuesday, and")
    teo.press("I hear you")
    teo.sees("Marisol reads it when the turn has ended.")
    kit.press_under("More", "I'd like to share")
    kit.sees("You have asked to share.")
    kit.press_under("More", "Step out for a moment")
    expect(marisol.page.locator(".seat[data-away]")).to_have_count(1)
    kit.press("Come back in")
    expect(marisol.page.locator(".seat[data-away]")).to_have_count(0)
    expect(box).to_have_value("It was a Tuesday, and")
    expect(box).to_be_focused()
    a_refusal_keeps_it_too(marisol)


def a_refusal_keeps_it_too(marisol: Sitter) -> None:
    """Sent from a tab that still believes it is her turn: 409, a sentence, and her words are still there."""
    stale = Sitter(marisol.page.context.new_page(), marisol.server, "marisol")
    stale.page.route_web_socket(re.compile("/live"), lambda socket: None)  # it hears of nothing
    stale.page.goto(stale.circle)
    box = stale.page.locator("form[action$='/say/'] textarea:visible").first
    box.fill("half a sentence")
    marisol.page.locator("form[action$='/say/'] textarea").first.fill("")
    lets_go(marisol)
    with stale.page.expect_response(lambda answer: answer.url.endswith("/do/say/")) as answered:
        stale.press("Let them read it")
    assert answered.value.status == 409
    expect(stale.page.locator("#said")).to_be_visible()
    expect(box).to_have_value("half a sentence")
    stale.picture("stale")
    stale.page.close()


def test_the_line_drops_and_comes_back_and_the_piece_is_still_hers(sitters: Four) -> None:
    """I10: nothing moves while her line is gone for less than the grace; her page says so and mends itself."""
    rowan, marisol, teo, _ = sitters
    line = Line(marisol.page)
    marisol.page.reload()
    has_it(marisol)
    expect(teo.page.locator(".seat[data-holding]")).to_contain_text("Marisol")
    line.drop()
    marisol.sees("The line dropped. Trying again; your seat is kept.")
    marisol.picture("dropped")
    expect(teo.page.locator(".seat[data-holding]")).to_contain_text("Marisol")
    line.mend()
    expect(marisol.page.get_by_text("The line dropped.")).to_be_hidden()
    expect(marisol.button("I've finished, pass it on")).to_be_visible()
    expect(teo.page.locator(".seat[data-holding]")).to_contain_text("Marisol")
    marisol.write("I am back")
    teo.sees("I am back")
    lets_go(marisol)
    rowan.sees("The piece rests in the middle")


def test_a_restart_in_the_middle_loses_nothing_and_everyone_comes_back(sitters: Four, ours: Server) -> None:
    rowan, marisol, teo, kit = sitters
    has_it(marisol)
    marisol.write("Said before the power went")
    kit.sees("Said before the power went")
    box = marisol.page.locator("form[action$='/say/'] textarea:visible").first
    box.fill("and half a sentence after")
    ours.restart()
    marisol.press("Let them read it")
    for one in (rowan, teo, kit):
        one.sees("and half a sentence after")
        one.sees("Said before the power went")
        expect(one.page.locator(".seat[data-holding]")).to_contain_text("Marisol")
    lets_go(marisol)
    teo.sees("The piece rests in the middle")


def test_leaving_quickly_blanks_at_once_and_writing_capitals_does_not(browser: Browser, sitters: Four) -> None:
    """X9, in the circle: Shift three times; Back shows nothing; the seat is empty for the others."""
    rowan = sitters[0]
    with at_the_circle(browser, rowan.server, "sam") as (sam,):
        sam.come_in()
        sam.open("More")
        sam.open("Is it only me?")
        box = sam.page.locator("form[action$='/slip/'] input[name=text]")
        box.focus()
        for _ in range(4):
            sam.page.keyboard.press("Shift")
        box.press_sequentially("AM I")
        expect(box).to_have_value("AM I")
        box.blur()
        for _ in range(3):
            sam.page.keyboard.press("Shift")
        sam.page.wait_for_url("**/blank/")
        sam.page.go_back()
        sam.page.wait_for_load_state()
        assert not re.search("Rowan|AM I|grief", sam.page.content())
        expect(rowan.page.locator(".seat:not([data-away])").filter(has_text="Sam")).to_have_count(0)


def test_face_down_is_one_calm_thing_and_wakes_when_the_piece_comes(sitters: Four) -> None:
    _, marisol, teo, _ = sitters
    has_it(marisol)
    teo.press_under("More", "I'd like to share")
    teo.press_under("More", "Face down")
    dark = teo.page.locator("#face-down")
    expect(dark).to_be_focused()
    expect(dark).not_to_have_class("offered")
    teo.picture("face-down")
    lets_go(marisol)
    expect(dark).to_have_class("offered")
    dark.click()
    expect(dark).to_have_count(0)
    expect(teo.button("I'll take it")).to_be_visible()
    passes(teo)


def test_whoever_is_asked_to_leave_sees_kind_words_and_no_way_back(sitters: Four) -> None:
    """I9 and W3 at a real page. Nobody else is told why, or that it was so."""
    rowan, marisol, teo, kit = sitters
    rowan.open("More")
    rowan.open("Ask someone to leave")
    rowan.page.locator("form[action$='/remove/'] select").select_option(label="Kit")
    rowan.press("Ask them to leave")
    expect(kit.page.get_by_role("heading", name="You were asked to leave tonight's circle")).to_be_visible()
    kit.does_not_see("Marisol")
    kit.picture("removed")
    answer = kit.page.reload()
    assert answer and answer.status == 404
    expect(kit.page.get_by_role("heading", name="You were asked to leave tonight's circle")).to_be_visible()
    expect(kit.page.get_by_role("link", name="Tell a facilitator or the host").first).to_be_visible()
    for one in (marisol, teo):
        expect(one.page.locator(".seat").filter(has_text="Kit")).to_have_count(0)
        one.does_not_see("asked to leave")


def test_i_am_not_ok_unseen_for_a_minute_goes_on_to_someone_else(browser: Browser, server: Server) -> None:
    """Rule 14. A real minute, so only where tests go deep."""
    with at_the_circle(browser, server, "rowan", "june", "teo") as (rowan, june, teo):
        for one in (rowan, june, teo):
            one.come_in()
        teo.press_under("More", "I'm not OK", "Tell June")
        june.sees("Teo is not OK, and told you.")
        expect(teo.page.get_by_text("June has not seen it yet.").locator("visible=true").first).to_be_visible(
            timeout=90_000
        )
        expect(teo.page.get_by_role("link", name="Help now")).to_be_visible()
        teo.press("Send it to Rowan")
        rowan.press("I have seen it")
        teo.sees("Rowan has seen it")
