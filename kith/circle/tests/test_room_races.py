"""Many at once, on a real database with real threads: whatever the order, each press counts once and nobody is skipped."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections
from django.utils import timezone

from kith.circle import clearing, core, opening, room
from kith.circle.models import Entry, Room
from kith.circle.tests.rooming import Evening, evening
from tests.cast import group, meeting
from tests.depth import rounds

pytestmark = pytest.mark.django_db(transaction=True)
HANG = 60


def at_once(*presses: Callable[[], Any]) -> list[Any]:
    """Do all of these in the same moment, each in a thread of its own; what each answered or raised."""
    start, said = threading.Barrier(len(presses)), [None] * len(presses)

    def one(place: int, press: Callable[[], Any]) -> None:
        start.wait(HANG)
        try:
            said[place] = press()
        except Exception as error:
            said[place] = error  # type: ignore[call-overload]
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one, args=each, daemon=True) for each in enumerate(presses)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(HANG)
    assert not any(thread.is_alive() for thread in threads)
    return said


@pytest.fixture
def under_way(transactional_db: None) -> Iterator[Evening]:
    here = evening("Dee", "Ash", "Ben", "Cal", "June")
    here.sit()
    here.press("Dee", "begin")
    here.press("Dee", "next_part")
    yield here


def sound(here: Evening) -> core.Circle:
    """I1 and I4, and the row says what the log says."""
    circle, row = here.circle, here.row
    assert not (circle.piece.holder and circle.piece.offered_to)
    seqs = [entry.seq for entry in here.entries()]
    assert seqs == list(range(1, row.seq + 1))
    assert core.load(row.state) == circle
    return circle


@pytest.mark.deep
def test_two_facilitators_press_different_things_at_once(under_way: Evening) -> None:
    here, pairs = under_way, (("hush", "rest_in_middle"), ("resume", "pass_on"), ("lock", "hush"), ("unlock", "resume"))
    for each in range(rounds(6, 1000)):
        one, other = pairs[each % len(pairs)]
        turn, before = here.circle.piece.turn, here.row.seq
        said = at_once(
            lambda kind=one, turn=turn: here.press("Dee", kind, turn=turn),
            lambda kind=other, turn=turn: here.press("Ash", kind, turn=turn),
        )
        assert all(isinstance(answer, room.Outcome | room.Declined) for answer in said), said
        done = [answer.seq for answer in said if isinstance(answer, room.Outcome)]
        assert len(set(done)) == len(done)
        assert here.row.seq == before + len(done)
    sound(here)


def test_twenty_identical_presses_are_one(under_way: Evening) -> None:
    here = under_way
    before = here.row.seq
    said = at_once(*[lambda: here.press("Ben", "just_listen", op="one")] * 20)
    assert all(isinstance(answer, room.Outcome) for answer in said), said
    assert {answer.entry for answer in said} == {Entry.objects.get(op="one").seq}
    assert here.row.seq == before + 1
    assert sound(here).sat(here["Ben"].ref).mode == "listening"


def test_a_finger_that_trembles_does_not_skip_anyone(under_way: Evening) -> None:
    here = under_way
    here.press("Dee", "accept")
    piece = here.circle.piece
    assert piece.holder == here["Dee"].ref
    said = at_once(*[lambda: here.press("Dee", "pass_on", turn=piece.turn)] * 20)
    assert len([answer for answer in said if isinstance(answer, room.Outcome)]) == 1, said
    after = sound(here)
    assert after.piece.offered_to
    assert len(after.had) == 1


def test_two_who_open_the_door_at_once_find_the_same_room(transactional_db: None) -> None:
    tonight, now = meeting(group()), timezone.now()
    rooms = at_once(*[lambda: opening.open_room(tonight, now)] * 8)
    assert len({each.pk for each in rooms}) == Room.objects.count() == 1


def test_what_is_due_happens_once_however_many_processes_ask(under_way: Evening) -> None:
    here = under_way
    later = here.meeting.ends_at.timestamp() + 86_400
    before = here.row.seq
    said = at_once(*[lambda: room.settle(here.meeting, now=later)] * 6)
    assert all(isinstance(answer, room.Outcome) for answer in said), said
    assert {answer.seq for answer in said} == {here.row.seq}
    ops = [entry.op for entry in here.entries() if entry.actor == core.CLOCK]
    assert len(set(ops)) == len(ops) == here.row.seq - before
    assert sound(here).phase == "closed"


def test_cleared_words_are_gone_from_the_bytes_of_the_file(under_way: Evening) -> None:
    here = under_way
    here.press("Dee", "slip", text="xylophone quandary")
    here.press("Dee", "next_part")
    later = here.meeting.ends_at.timestamp() + 86_400
    room.settle(here.meeting, now=later)
    assert written(here)
    row = here.row
    assert row.closed_at
    assert clearing.clear_due(row.closed_at + clearing.KEPT * 2) == 1
    assert not written(here)


def written(here: Evening) -> bool:
    """Are those words anywhere? In SQLite: in any byte of its files."""
    if connection.vendor != "sqlite":
        return "xylophone quandary" in here.row.state + "".join(entry.events for entry in here.entries())
    file = Path(connection.settings_dict["NAME"])
    files = (file, file.with_name(f"{file.name}-wal"))
    return any(b"xylophone quandary" in each.read_bytes() for each in files if each.exists())
