"""What the circle's pages say, and to whom they do not say it."""

import re

import pytest

from kith.circle import core, ring
from kith.circle.tests import screens
from kith.circle.tests.reading_forms import Page
from kith.circle.tests.screens import Evening, page, wanted


def test_a_members_page_has_no_word_of_a_facilitators() -> None:
    evening = Evening()
    evening.floor_of("marisol")
    evening.waits(190)
    member, keeper = page(evening.seen_by("ash")), page(evening.seen_by("rowan"))
    for words in (
        "Who might need you",
        "Hard moments",
        "Bring it to",
        "Ask someone to leave",
        "facilitate",
        "/remove/",
    ):
        assert words not in member
        assert words in keeper


def test_only_the_speaker_and_facilitators_see_time() -> None:
    evening = Evening()
    evening.floor_of("marisol")
    evening.waits(190)
    assert "of about" not in shown(page(evening.seen_by("ash")))
    assert "Marisol, 3 of about four minutes" in shown(page(evening.seen_by("rowan")))
    assert "about four minutes; the clock will not cut you off" in shown(page(evening.seen_by("marisol")))


def test_nobody_sees_who_has_shared_and_who_has_passed() -> None:
    """Two rounds that differ only in that Teo passed look the same to Ash."""
    seen = []
    for answer in ("accept", "not_now"):
        evening = Evening(("Rowan", "Teo", "Ash", "Kit"))
        evening.goes_to("round")
        evening.does("rowan", "not_now")
        evening.does("teo", answer)
        if answer == "accept":
            evening.does("teo", "pass_on")
            evening.does("ash", "not_now")
        else:
            evening.does("ash", "not_now")
        evening.waits(30)
        seen.append(shown(page(evening.seen_by("ash"))).split("More")[0])
    assert seen[0] == seen[1]


def test_what_reaches_a_speaker_reaches_nobody_else() -> None:
    assert "June and Teo hear you." in shown(page(screens.received()))
    evening = Evening()
    evening.floor_of("marisol")
    evening.does("teo", "acknowledge", kind="hear_you")
    assert "Teo hears you" not in shown(page(evening.seen_by("marisol")))  # not before the turn has ended
    evening.does("marisol", "pass_on")
    assert "Teo hears you" in shown(page(evening.seen_by("marisol")))
    assert "Teo hears you" not in page(evening.seen_by("ash"))


def test_me_too_is_not_offered_to_who_asked_to_be_just_listened_to() -> None:
    evening = Evening()
    evening.floor_of("marisol")
    assert "Me too" not in shown(page(evening.seen_by("ash")))
    evening.does("marisol", "need", need="not_alone")
    assert "Me too" in shown(page(evening.seen_by("ash")))


@pytest.mark.parametrize("does", [verb for verb in core.VERBS if verb not in ("knock", "sit", "admit")])
def test_every_verb_of_the_core_has_a_form(does: str) -> None:
    assert f'action="/circle/meeting/do/{does}/"' in page(screens.facilitating())


def test_the_door_has_its_verbs() -> None:
    evening = Evening(("Rowan", "June"))
    evening.comes("Wren", new=True)
    outside, waiting = (page(evening.seen_by(who), "circle/door.html") for who in ("stranger", "wren"))
    assert '/do/sit/"' in outside
    assert '/do/step_out/"' in waiting
    assert '/do/admit/"' in page(evening.seen_by("rowan"))


@pytest.mark.parametrize("name", screens.SCREENS)
def test_what_may_be_pressed_can_be_pressed(name: str) -> None:
    """Everything in `can` has a form that is shown. That each form shown is taken: `test_any_page.py`."""
    seen = screens.SCREENS[name]()
    missing = wanted(seen) - forms(page(seen))
    assert not missing


def test_who_has_come_back_once_is_not_offered_it_ahead_again() -> None:
    seen = screens.heads_up()
    assert "Come back to me" in shown(page(seen))
    seen["you"]["heads_up"]["may_come_back"] = False
    assert "Come back to me" not in shown(page(seen))


def test_the_door_knows_no_other_name() -> None:
    evening = Evening()
    evening.comes("Wren", new=True)
    drawn = page(evening.seen_by("wren"), "circle/door.html")
    assert "June knows Wren is here" in shown(drawn)
    assert not [name for name in screens.NAMES if name != "June" and re.search(rf"\b{name}\b", drawn)]


@pytest.mark.parametrize(("answer", "says"), [("not_tonight", "Not tonight, please"), ("next_week", "next week")])
def test_a_no_at_the_door_is_kind_and_names_help(answer: str, says: str) -> None:
    door = {"greeter": "June", "at_next_pause": False, "answer": answer}
    seen = {"phase": "under_way", "door": door, "you": {"seat": None, "role": "door", "alias": "Wren"}, "can": []}
    drawn = page(seen, "circle/door.html")
    assert says in drawn
    assert "/help/" in drawn.split("<main")[1]


def test_not_ok_says_who_gets_it_before_it_is_sent() -> None:
    assert "This goes to June, who is here. Nobody else sees it." in shown(page(screens.listening()))
    assert "It has reached June's screen" in shown(page(screens.not_ok_sent()))
    waited = shown(page(screens.not_ok_waited()))
    assert "June has not seen it yet" in waited
    assert "Send it to Rowan" in waited
    assert "Help now" in waited


def test_a_call_is_spoken_of_only_beside_a_call() -> None:
    beside, by_text = shown(page(screens.beside_a_call())), shown(page(screens.listening()))
    for words in ("rename yourself Ash", "Please rest your microphone"):
        assert words in beside
        assert words not in by_text


def test_a_link_that_is_not_one_is_not_linked() -> None:
    evening = Evening(way={"call": True}, call_link="javascript:alert(1)")
    assert "javascript:" not in page(evening.seen_by("ash")).split("<main")[-1]


def test_the_projector_has_nothing_to_press_and_nothing_private() -> None:
    evening = Evening()
    evening.floor_of("marisol")
    evening.does("ash", "slip", text="Is it only me?", facts={"ref": "one"})
    drawn = page(evening.seen_by("hall"), "circle/hall.html")
    assert "<form" not in drawn
    assert "Is it only me?" not in drawn
    assert "Marisol is speaking, and asks us to just listen" in shown(drawn)


def test_the_projector_says_goodnight() -> None:
    evening = Evening()
    evening.goes_to("closing")
    evening.does("rowan", "close")
    assert "The circle is closed. Goodnight, everyone." in shown(page(evening.seen_by("hall"), "circle/hall.html"))


def test_words_are_written_as_words() -> None:
    evening = Evening()
    evening.does("teo", "say", text="<script>alert(1)</script>")
    drawn = page(evening.seen_by("ash"))
    assert "<script>alert(1)" not in drawn
    assert "&lt;script&gt;alert(1)" in drawn


def test_the_places_in_the_ring_are_those_of_the_generator() -> None:
    from django.contrib.staticfiles import finders

    found = finders.find("circle/ring.css")
    assert found
    with open(found, encoding="utf-8") as css:
        assert css.read() == ring.rules()


# reading a page


def shown(drawn: str) -> str:
    """The words of the page that are to be seen."""
    return " ".join(Page(drawn).text.split())


def forms(drawn: str) -> set[str]:
    """The verbs of the forms that are shown, or folded away under a title that is."""
    return {form.verb for form in Page(drawn).forms}
