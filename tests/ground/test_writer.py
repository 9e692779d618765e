"""Presses that wait are written with one commit: all that were answered are kept, one that fails undoes only itself."""

import io
import json
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client

from kith.circle.models import Entry
from kith.circle.tests.rooming import Evening, evening
from kith.config.bridge import Writer
from kith.config.presses import Presses
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


def statuses(presses: list[dict[str, Any]]) -> list[int]:
    return [status for status, _, _ in Writer(Presses()).together(presses)]


def test_nobody_is_told_done_when_the_one_commit_fails_and_the_same_op_then_works(
    here: Evening, commits: list[Any]
) -> None:
    before = Entry.objects.count()
    pair = {"Ben": "ben-op", "Cal": "cal-op"}
    both = [press(here, alias, "just_listen", op=op) for alias, op in pair.items()]
    commits.append(OperationalError("disk I/O error"))
    assert statuses(both) == [503, 503]
    assert Entry.objects.count() == before
    commits.clear()
    assert statuses([press(here, alias, "just_listen", op=op) for alias, op in pair.items()]) == [200, 200]
    assert Entry.objects.count() == before + 2


def test_what_was_undone_without_a_word_is_not_answered_as_done(here: Evening, monkeypatch: pytest.MonkeyPatch) -> None:
    both = [press(here, alias, "just_listen") for alias in ("Ben", "Cal")]
    before = Entry.objects.count()
    with monkeypatch.context() as undone:
        undone.setattr("kith.config.bridge.transaction.get_rollback", lambda: True)
        assert statuses(both) == [503, 503]
    assert Entry.objects.count() == before
    assert not connection.in_atomic_block


def test_one_that_is_refused_and_one_that_breaks_undo_only_themselves(
    here: Evening, commits: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = [
        press(here, "Ben", "just_listen"),
        press(here, "Cal", "pass_on"),
        press(here, "Cal", "say", text="breaks"),
        press(here, "Cal", "say", text="Hello"),
    ]
    from kith.circle import rows

    write = rows.write

    def breaking(entry: Entry) -> None:
        write(entry)
        if "breaks" in entry.events:
            raise OperationalError("disk I/O error")

    monkeypatch.setattr(rows, "write", breaking)
    before = Entry.objects.count()
    commits.clear()
    assert statuses(waiting) == [200, 409, 503, 200]
    assert commits == ["commit"]
    assert Entry.objects.count() == before + 2
    assert [line.text for line in here.circle.lines] == ["Hello"]


def test_two_presses_in_the_same_circle_follow_each_other(here: Evening) -> None:
    seq = here.row.seq
    said = Writer(Presses()).together([press(here, "Ben", "say", text="one"), press(here, "Cal", "say", text="two")])
    assert [json.loads(body)["seq"] for _, _, body in said] == [seq + 1, seq + 2]
    assert [line.text for line in here.circle.lines] == ["one", "two"]
    assert [entry.seq for entry in here.entries()] == list(range(1, seq + 3))
