"""A goal in the live circle: who sees nothing of it comes first; then how it is held up, asked after, and kept afterwards."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kith.circle.afterwards import written
from kith.circle.models import Entry, Room
from kith.circle.tests.rooming import Evening, evening
from kith.circle.tests.test_face import Screen
from kith.goals import bringing, checking_in, working
from kith.goals import ending as goal_ending
from kith.goals.models import Goal
from kith.groups.models import Cupboard
from kith.people import erasing
from tests.cast import agenda

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = "Go as far as the bridge"
PARTS = (
    {"key": "check-in", "name": "Check-in", "mode": "round", "minutes": 20, "share": 2, "prompt": "How are you?"},
    {"key": "writing", "name": "Writing it down", "mode": "writing", "minutes": 20, "prompt": "My next step?"},
    {"key": "out-loud", "name": "Out loud", "mode": "round", "minutes": 25, "share": 1, "prompt": "Which step?"},
    {"key": "closing", "name": "Closing", "mode": "closing", "minutes": 10, "prompt": "One word?"},
)


@pytest.fixture
def here() -> Evening:
    """Dee keeps the evening; Ben and Ash sit in it. It has a check-in round, a writing part and a round of commitments."""
    one = evening(agenda=agenda(*PARTS)).sit("Dee", "Ash", "Ben")
    Cupboard.objects.create(group=one["Dee"].group, what="goals", opened_by=one["Dee"])
    return one


@pytest.fixture
def goal(here: Evening) -> Goal:
    """Ben's; only he sees it."""
    one = working.begin(words=WORDS, by=here["Ben"], now=here.meeting.starts_at)
    working.add_step(one, text="find my shoes", now=timezone.now())
    return Goal.objects.select_related("by__person", "group").get(pk=one.pk)


def page(here: Evening, alias: str) -> str:
    answer = Screen(here, here[alias]).client.get(f"/circle/{here.meeting.ref}/")
    assert answer.status_code == 200
    return str(answer.content.decode())


def comes_round_to(here: Evening, alias: str) -> None:
    """The piece goes round until this one holds it."""
    for _ in range(8):
        offered = here.circle.piece.offered_to
        who = next((name for name, one in here.members.items() if one.ref == offered), "")
        if who:
            here.press(who, "accept")
        if who == alias:
            return
        here.press(next(n for n, one in here.members.items() if one.ref == here.circle.piece.holder), "pass_on")
    raise AssertionError("it came to somebody else")


def test_nobody_holds_up_what_another_brought_or_what_stayed_at_home(here: Evening, goal: Goal) -> None:
    here.press("Dee", "begin")
    comes_round_to(here, "Ash")
    bringing.bring(goal, to=here.meeting, by=here["Ben"])
    assert Screen(here, here["Ash"]).do("show", ref=goal.ref).status_code == 409
    here.press("Ash", "pass_on")
    comes_round_to(here, "Ben")
    bringing.leave_at_home(goal, to=here.meeting)
    assert Screen(here, here["Ben"]).do("show", ref=goal.ref).status_code == 409
    bringing.bring(goal, to=here.meeting, by=here["Ben"])
    assert WORDS not in page(here, "Ash") and f"Show “{WORDS}”" in page(here, "Ben")
    assert Screen(here, here["Ben"]).do("show", ref=goal.ref).status_code == 200
    assert WORDS in page(here, "Ash") and "find my shoes" in page(here, "Ash")
    here.press("Ben", "pass_on")
    assert WORDS not in page(here, "Ash")


@pytest.mark.deep
@pytest.mark.parametrize("gone", ["let go", "erased", "shut"])
def test_what_is_gone_is_held_up_no_more(here: Evening, goal: Goal, gone: str) -> None:
    here.press("Dee", "begin")
    bringing.bring(goal, to=here.meeting, by=here["Ben"])
    comes_round_to(here, "Ben")
    if gone == "shut":
        Cupboard.objects.all().delete()
        assert Screen(here, here["Ben"]).do("show", ref=goal.ref).status_code == 409
        return
    here.press("Ben", "show", ref=goal.ref)
    assert WORDS in Room.objects.get(meeting=here.meeting).state
    if gone == "let go":
        goal_ending.let_go(goal)
    else:
        erasing.erase(here["Ben"].person, by=here["Ben"].person)
        assert WORDS not in "".join(Entry.objects.values_list("events", flat=True))
    assert here.circle.piece.shown is None
    assert WORDS not in Room.objects.get(meeting=here.meeting).state


@pytest.mark.deep
def test_being_asked_is_on_ones_own_screen_and_not_without_the_wish(here: Evening, goal: Goal) -> None:
    assert "How is it going with" not in page(here, "Ben")
    checking_in.ask_me(goal, yes=True, now=here.meeting.starts_at)
    assert WORDS in page(here, "Ben")
    for alias in ("Ash", "Dee"):
        assert WORDS not in page(here, alias)
    state = Screen(here, here["Ben"]).client.get(f"/circle/{here.meeting.ref}/state").content.decode()
    assert WORDS not in state  # nothing of it is the circle's


def to_the_end(here: Evening) -> None:
    while here.circle.phase != "after":
        here.press("Dee", "next_part")
    here.press("Dee", "close")


def asks(here: Evening) -> bool:
    """Whether the line stands open on Ben's page while the piece is his."""
    (line,) = [line for line in page(here, "Ben").splitlines() if "How is it going with" in line]
    return "hidden" not in line.partition(">")[0]


@pytest.mark.deep
def test_it_is_asked_in_the_check_in_round_and_in_no_later_one(here: Evening, goal: Goal) -> None:
    checking_in.ask_me(goal, yes=True, now=here.meeting.starts_at)
    here.press("Dee", "begin")
    comes_round_to(here, "Ben")
    assert here.circle.now_part.key == "check-in" and asks(here)
    here.press("Ben", "pass_on")
    while here.circle.now_part.key != "out-loud":
        here.press("Dee", "next_part")
    comes_round_to(here, "Ben")
    assert not asks(here)


@pytest.mark.deep
def test_a_line_that_was_written_becomes_a_goal_in_one_press(here: Evening) -> None:
    here.press("Dee", "begin")
    while here.circle.now_part.key != "writing":
        here.press("Dee", "next_part")
    here.press("Ben", "say", text="I ring my sister on Sunday")
    here.press("Ben", "say", text="I write to my sister on Sunday")
    here.press("Ash", "say", text="the kettle and the lamp")
    to_the_end(here)
    bens = page(here, "Ben")
    assert ">I write to my sister on Sunday</textarea>" in bens and "kettle and the lamp" not in bens
    sent = {"words": "I write to my sister on Sunday", "more": "", "ask": "on"}
    client = Screen(here, here["Ben"]).client
    for _ in range(2):
        assert client.post(f"/groups/{here['Ben'].group.ref}/goals/new/", sent).status_code == 302
    goal = Goal.objects.get(words="I write to my sister on Sunday")
    assert goal.by == here["Ben"] and goal.shown == "nobody" and goal.ask_from


@pytest.mark.deep
def test_without_goals_in_the_group_nothing_is_offered(here: Evening) -> None:
    Cupboard.objects.all().delete()
    here.press("Dee", "begin")
    to_the_end(here)
    assert "A step to keep" not in page(here, "Ben")


def test_the_one_word_of_a_short_closing_is_no_step() -> None:
    def said(text: str) -> dict[str, Any]:
        return {"is": "Said", "who": "b", "text": text, "once": True}

    parts = [{"is": "PartOpened", "together": False}, {"is": "PartOpened", "together": True}]
    assert written([parts[0], said("my step"), parts[1], said("grateful")], "b") == "my step"
    assert written([parts[0], said("my step")], "a") == ""


@pytest.mark.deep
def test_a_circles_page_asks_little_with_goals_too(here: Evening, goal: Goal) -> None:
    checking_in.ask_me(goal, yes=True, now=here.meeting.starts_at)
    bringing.bring(goal, to=here.meeting, by=here["Ben"])
    client = Screen(here, here["Ben"]).client
    assert connection.features.supports_json_field  # Django asks SQLite for this once in a process
    for closed in (False, True):
        if closed:
            here.press("Dee", "begin")
            to_the_end(here)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"/circle/{here.meeting.ref}/").status_code == 200
        assert len(asked) <= 10
