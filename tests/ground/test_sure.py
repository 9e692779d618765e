"""A thread that only presses need not ask again who may have a look, for as long as nobody else has written anything."""

from collections.abc import Callable, Iterator
from io import BytesIO
from types import SimpleNamespace

import pytest
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from kith.circle import decoded, looking
from kith.circle.hub import Hub, Watch
from kith.circle.looking import NOT_HERE, SIGNED_OUT, Who
from kith.circle.sockets import Socket
from kith.circle.tests.rooming import Evening, evening
from kith.circle.tests.test_looking import watching
from kith.circle.tests.test_room_races import at_once
from kith.config.bridge import by_itself
from kith.config.quick import Quick
from kith.groups.models import Membership

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL does not tell whether anyone has written"),
]


@pytest.fixture(autouse=True)
def only_presses() -> Iterator[None]:
    looking.sure.only_presses = True
    yield
    looking.sure.only_presses = False
    looking.sure.forget()


@pytest.fixture
def here() -> Evening:
    return evening("Dee", "Ash", "Ben").sit()


def look(here: Evening, *whos: Who) -> tuple[dict[Who, int], list[str]]:
    """Whom a look at the circle as it is now refuses, and what it asked for that."""
    row = here.row
    with CaptureQueriesContext(connection) as asked:
        seen, refused = looking.look([looking.Watched(row.pk, here.meeting.ref, [(who, -1) for who in whos], row.seq)])
    assert seen[row.pk].seq == row.seq
    assert set(seen[row.pk].drawn) == {who.viewer for who in whos if who not in refused}
    return refused, [one["sql"] for one in asked]


ENDS: dict[str, tuple[Callable[[Who], object], int]] = {
    "signed out": (lambda who: Session.objects.filter(session_key=who.session).delete(), SIGNED_OUT),
    "left the group": (lambda who: Membership.objects.filter(ref=who.membership).update(state="left"), NOT_HERE),
}


@pytest.mark.parametrize(("ended", "code"), ENDS.values(), ids=ENDS)
def test_what_another_connection_ended_is_seen_at_the_next_look(
    here: Evening, ended: Callable[[Who], object], code: int
) -> None:
    ash, ben = watching(here["Ash"]), watching(here["Ben"])
    for _ in range(2):
        assert look(here, ash, ben)[0] == {}
    at_once(lambda: ended(ben))
    assert look(here, ash, ben)[0] == {ben: code}


def test_whoever_was_asked_to_leave_the_circle_sees_nothing_more(here: Evening) -> None:
    ash, ben = watching(here["Ash"]), watching(here["Ben"])
    for _ in range(2):
        assert look(here, ash, ben)[0] == {}
    here.press("Dee", "remove", seat=here["Ben"].ref)
    assert look(here, ash, ben)[0] == {ben: NOT_HERE}


def test_what_a_form_on_the_same_thread_ended_is_seen(here: Evening) -> None:
    ash, ben = watching(here["Ash"]), watching(here["Ben"])
    look(here, ash, ben)

    def leave(environ: object, start: Callable[..., object]) -> list[bytes]:
        assert look(here, ash, ben)[0] == {}
        Membership.objects.filter(ref=ash.membership).update(state="left")
        assert look(here, ash, ben)[0] == {ash: NOT_HERE}
        Membership.objects.filter(ref=ben.membership).update(state="left")
        start("200 OK", [])
        return []

    by_itself(leave, [{}])
    assert look(here, ash, ben)[0] == {ash: NOT_HERE, ben: NOT_HERE}


def test_what_a_press_that_went_the_long_way_ended_is_seen(here: Evening) -> None:
    ash, ben = watching(here["Ash"]), watching(here["Ben"])
    look(here, ash, ben)

    def presses(environ: object, start: Callable[..., object]) -> list[bytes]:
        Membership.objects.filter(ref=ben.membership).update(state="left")
        start("200 OK", [])
        return []

    nothing = {"PATH_INFO": "/circle/x/do/say/", "wsgi.input": BytesIO(), "wsgi.url_scheme": "http"}
    Quick(presses)(nothing, lambda *_: None)
    assert look(here, ash, ben)[0] == {ben: NOT_HERE}


def test_what_follows_on_the_end_of_a_circle_is_seen(here: Evening) -> None:
    ash, ben = watching(here["Ash"]), watching(here["Ben"])
    look(here, ash, ben)

    def follows() -> None:
        Membership.objects.filter(ref=ben.membership).update(state="left")

    with transaction.atomic():
        transaction.on_commit(follows)
        here.press("Dee", "close", sure=True)
    assert here.circle.phase == "closed"
    assert look(here, ash, ben)[0] == {ben: NOT_HERE}


def test_another_connection_of_the_same_thread_is_asked_anew(here: Evening) -> None:
    ash, ben = watching(here["Ash"]), watching(here["Ben"])
    look(here, ash, ben)
    connection.close()
    at_once(lambda: Membership.objects.filter(ref=ben.membership).update(state="left"))
    assert look(here, ash, ben)[0] == {ben: NOT_HERE}


def test_while_nobody_else_writes_a_look_asks_only_that(here: Evening) -> None:
    ash = watching(here["Ash"])
    look(here, ash)
    here.press("Ben", "just_listen")
    assert look(here, ash) == ({}, ["PRAGMA data_version"])
    at_once(lambda: Session.objects.filter(session_key="nobody's").delete())
    assert look(here, ash)[1] == ["PRAGMA data_version"]  # nothing was there to delete, so nothing was written
    at_once(lambda: watching(here["Ben"]))
    assert len(look(here, ash)[1]) == 2


def test_a_hub_that_is_told_of_a_press_on_that_thread_asks_only_that(
    here: Evening, monkeypatch: pytest.MonkeyPatch
) -> None:
    ash, row, shown = watching(here["Ash"]), here.row, []
    hub = Hub()
    hub.up, hub.loop = True, SimpleNamespace(call_soon_threadsafe=lambda show, *seen: shown.append(seen))
    watch = hub.watches[row.pk] = Watch(here.meeting)
    watch.sockets.add(Socket(ash, None, looking.monotonic))
    for questions in (2, 1):
        decoded.put(here.meeting.ref, row.seq, here.circle)
        with CaptureQueriesContext(connection) as asked:
            hub.happened([(row.pk, row.seq)])
        assert len(asked) == questions
    assert [seen[row.pk].seq for seen, refused in shown if not refused] == [row.seq, row.seq]


def test_it_is_not_sure_of_anyone_it_did_not_ask_about_nor_for_long(
    here: Evening, monkeypatch: pytest.MonkeyPatch
) -> None:
    ash, ben = watching(here["Ash"]), watching(here["Ben"])
    look(here, ash)
    assert len(look(here, ash, ben)[1]) == 2
    assert len(look(here, ash, ben)[1]) == 1
    later = looking.monotonic() + looking.SURE_FOR
    monkeypatch.setattr(looking, "monotonic", lambda: later)
    assert len(look(here, ash, ben)[1]) == 2


def test_a_thread_that_does_other_things_too_always_asks(here: Evening) -> None:
    looking.sure.only_presses = False
    ash = watching(here["Ash"])
    for _ in range(2):
        assert "PRAGMA data_version" not in look(here, ash)[1]
