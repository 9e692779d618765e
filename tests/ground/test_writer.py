"""Presses that wait are written with one commit: all that were answered are kept, one that fails undoes only itself."""

import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kith.circle import pokes
from kith.circle.models import Entry, Room
from kith.circle.tests.rooming import Evening, evening
from kith.config.bridge import Writer
from kith.config.presses import Presses
from kith.config.quick import Quick
from kith.kit.refs import new_ref

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'sqlite'", reason="with PostgreSQL presses share the pages' threads"),
]
TOKEN = "t" * 32


@pytest.fixture
def here() -> Evening:
    return evening().sit()


@pytest.fixture
def commits(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Each commit, as it is made. Put an error into it, and the next one fails."""
    made: list[Any] = []
    commit = BaseDatabaseWrapper._commit

    def counted(self: BaseDatabaseWrapper) -> None:
        if made and isinstance(made[-1], Exception):
            raise made.pop()
        commit(self)
        made.append("commit")

    monkeypatch.setattr(BaseDatabaseWrapper, "_commit", counted)
    return made


def press(here: Evening, alias: str, kind: str, **fields: Any) -> dict[str, Any]:
    """A press as it comes from the socket, before anyone has looked at it."""
    browser = Client()
    browser.force_login(here[alias].person)
    body = json.dumps({"op": new_ref()} | fields).encode()
    cookies = f"kith_session={browser.cookies['kith_session'].value}; kith_csrf={TOKEN}"
    return {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": f"/circle/{here.meeting.ref}/do/{kind}/",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "HTTP_HOST": "localhost",
        "HTTP_COOKIE": cookies,
        "HTTP_X_CSRFTOKEN": TOKEN,
        "CONTENT_TYPE": "application/json",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
        "wsgi.url_scheme": "http",
    }


@pytest.fixture
def writer() -> Writer:
    return Writer(Quick(Presses()))


def statuses(writer: Writer, presses: list[dict[str, Any]]) -> list[int]:
    return [status for status, _, _ in writer.together(presses)]


def test_nobody_is_told_done_when_the_one_commit_fails_and_the_same_op_then_works(
    here: Evening, writer: Writer, commits: list[Any]
) -> None:
    before = Entry.objects.count()
    pair = {"Ben": "ben-op", "Cal": "cal-op"}
    both = [press(here, alias, "just_listen", op=op) for alias, op in pair.items()]
    commits.append(OperationalError("disk I/O error"))
    assert statuses(writer, both) == [503, 503]
    assert Entry.objects.count() == before
    commits.clear()
    assert statuses(writer, [press(here, alias, "just_listen", op=op) for alias, op in pair.items()]) == [200, 200]
    assert Entry.objects.count() == before + 2


def test_what_was_undone_without_a_word_is_not_answered_as_done(
    here: Evening, writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = [press(here, alias, "just_listen") for alias in ("Ben", "Cal")]
    before = Entry.objects.count()
    with monkeypatch.context() as undone:
        undone.setattr("kith.config.bridge.transaction.get_rollback", lambda: True)
        assert statuses(writer, both) == [503, 503]
    assert Entry.objects.count() == before
    assert not connection.in_atomic_block


def test_those_that_nothing_is_wrong_with_are_written_with_one_commit(
    here: Evening, writer: Writer, commits: list[Any]
) -> None:
    waiting = [press(here, "Ben", "just_listen"), press(here, "Cal", "say", text="Hello")]
    before = Entry.objects.count()
    commits.clear()
    assert statuses(writer, waiting) == [200, 200]
    assert commits == ["commit"]
    assert Entry.objects.count() == before + 2


def test_one_that_is_not_plain_comes_after_them_in_a_transaction_of_its_own(here: Evening, writer: Writer) -> None:
    stranger = press(here, "Ben", "just_listen") | {"HTTP_COOKIE": f"kith_csrf={TOKEN}"}
    waiting = [stranger, press(here, "Cal", "pass_on"), press(here, "Cal", "say", text="Hello")]
    within: list[bool] = []
    presses = writer.presses.presses
    writer.presses.presses = lambda *asked: within.append(connection.in_atomic_block) or presses(*asked)
    assert statuses(writer, waiting) == [401, 409, 200]
    assert within == [False, False]


def test_one_that_is_refused_and_one_that_breaks_undo_only_themselves(
    here: Evening, writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = [
        press(here, "Ben", "just_listen"),
        press(here, "Cal", "pass_on"),
        press(here, "Cal", "say", text="breaks"),
        press(here, "Cal", "say", text="Hello"),
    ]
    from kith.circle import rows

    write = rows.write

    def breaking(entry: Mapping[str, Any]) -> None:
        write(entry)
        if "breaks" in entry["events"]:
            raise OperationalError("disk I/O error")

    monkeypatch.setattr(rows, "write", breaking)
    before = Entry.objects.count()
    assert statuses(writer, waiting) == [200, 409, 503, 200]
    assert Entry.objects.count() == before + 2
    assert [line.text for line in here.circle.lines] == ["Hello"]


def test_a_mistake_of_ours_is_called_that_and_the_others_are_carried_out(
    here: Evening, writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kith.circle import rows

    write = rows.write

    def mistaken(entry: Mapping[str, Any]) -> None:
        if "breaks" in entry["events"]:
            raise KeyError("a mistake")
        write(entry)

    monkeypatch.setattr(rows, "write", mistaken)
    waiting = [press(here, "Cal", "say", text="breaks"), press(here, "Ben", "say", text="Hello")]
    assert statuses(writer, waiting) == [500, 200]
    assert [line.text for line in here.circle.lines] == ["Hello"]


def test_one_whose_line_is_gone_takes_no_other_along(here: Evening, writer: Writer) -> None:
    gone, stays = press(here, "Cal", "say", text="Gone"), press(here, "Ben", "say", text="Hello")
    gone["wsgi.input"].close()
    lost, (status, _, _) = writer.together([gone, stays])
    assert isinstance(lost, ValueError) and status == 200
    assert [line.text for line in here.circle.lines] == ["Hello"]


def test_hubs_that_cannot_be_told_keep_nobody_from_their_answer(here: Evening, writer: Writer) -> None:
    def ended(some: object) -> None:
        raise RuntimeError("the loop has ended")

    both = [press(here, alias, "just_listen") for alias in ("Ben", "Cal")]
    pokes.hear(ended)
    try:
        assert statuses(writer, both) == [200, 200]
    finally:
        pokes.stop_hearing(ended)


def test_two_presses_in_the_same_circle_follow_each_other(here: Evening, writer: Writer) -> None:
    seq = here.row.seq
    said = writer.together([press(here, "Ben", "say", text="one"), press(here, "Cal", "say", text="two")])
    assert [json.loads(body)["seq"] for _, _, body in said] == [seq + 1, seq + 2]
    assert [line.text for line in here.circle.lines] == ["one", "two"]
    assert [entry.seq for entry in here.entries()] == list(range(1, seq + 3))


@pytest.fixture
def told() -> Iterator[list[list[pokes.Poke]]]:
    """What hubs are told to look at, each time they are told."""
    made: list[list[pokes.Poke]] = []
    hear = lambda some: made.append(list(some))  # noqa: E731
    pokes.hear(hear)
    yield made
    pokes.stop_hearing(hear)


def test_what_was_written_together_is_looked_at_together_and_only_when_it_is_safe(
    here: Evening, writer: Writer, commits: list[Any], told: list[list[pokes.Poke]]
) -> None:
    room, seq = here.row.pk, here.row.seq
    both = [press(here, alias, "just_listen", op=alias) for alias in ("Ben", "Cal")]
    told.clear()
    commits.append(OperationalError("disk I/O error"))
    assert statuses(writer, both) == [503, 503]
    assert told == []
    commits.clear()
    assert statuses(writer, [press(here, alias, "just_listen", op=alias) for alias in ("Ben", "Cal")]) == [200, 200]
    assert told == [[(room, seq + 1), (room, seq + 2)]]
    assert statuses(writer, [press(here, "Ben", "say", text="Hello")]) == [200]
    assert told[1:] == [[(room, seq + 3)]]


def test_a_plain_press_reads_its_room_once_and_under_the_lock(here: Evening, writer: Writer) -> None:
    waiting = [press(here, "Ben", "say", text="Hello")]
    with CaptureQueriesContext(connection) as asked:
        assert statuses(writer, waiting) == [200]
    told = [one["sql"] for one in asked]
    assert told[0].startswith("BEGIN") and told[-1].startswith("COMMIT")
    assert len([one for one in told if "SELECT" in one and Room._meta.db_table in one]) == 1
