"""The quick way knows only yes: whoever would be kept out gets nothing from it and does nothing by it."""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kith.circle.models import Entry
from kith.circle.tests.rooming import Evening, evening
from kith.config.quick import Quick, carried_out
from kith.groups.models import Membership
from kith.kit.refs import new_ref
from kith.meetings.models import Cancellation
from tests.ground.test_writer import TOKEN, press

pytestmark = pytest.mark.django_db
MASKED = "a" * 32 + TOKEN  # as the page has it: a mask, and the cookie's secret under it ("a" moves nothing)


@pytest.fixture
def here() -> Evening:
    return evening().sit()


def quickly(environ: dict[str, Any]) -> bytes | None:
    return carried_out(environ, environ["wsgi.input"].read())


def as_the_page_sends_it(environ: dict[str, Any], **fields: Any) -> dict[str, Any]:
    body = urlencode({"op": new_ref(), "csrfmiddlewaretoken": MASKED} | fields).encode()
    kind = "application/x-www-form-urlencoded;charset=UTF-8"
    del environ["HTTP_X_CSRFTOKEN"]
    return environ | {"CONTENT_TYPE": kind, "CONTENT_LENGTH": str(len(body)), "wsgi.input": io.BytesIO(body)}


def test_a_plain_press_is_carried_out_as_json_and_as_the_page_sends_it(here: Evening) -> None:
    for way in (lambda environ: environ, as_the_page_sends_it):
        before = Entry.objects.count()
        assert quickly(way(press(here, "Ben", "just_listen")))
        assert Entry.objects.count() == before + 1
    https = {"wsgi.url_scheme": "https", "HTTP_ORIGIN": "https://localhost"}
    assert quickly(press(here, "Ben", "just_listen") | https)


def test_what_is_not_plain_is_left_to_the_long_way_and_nothing_is_done(here: Evening, settings: Any) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    doubts: list[dict[str, Any]] = [
        {"HTTP_HOST": "elsewhere.example"},
        {"HTTP_HOST": ""},
        {"HTTP_ORIGIN": "http://elsewhere.example"},
        {"HTTP_ORIGIN": "null"},
        {"HTTP_ORIGIN": "https://localhost"},
        {"HTTP_ORIGIN": "://localhost", "HTTP_X_FORWARDED_PROTO": "gopher"},
        {"HTTP_X_FORWARDED_PROTO": "https"},  # a browser that does not say from where: its referer has to be looked at
        {"wsgi.url_scheme": "https"},
        {"HTTP_X_CSRFTOKEN": ""},
        {"HTTP_X_CSRFTOKEN": "u" * 32},
        {"HTTP_X_CSRFTOKEN": "u" * 64},
        {"HTTP_COOKIE": f"kith_csrf={TOKEN}"},
        {"HTTP_COOKIE": f"kith_csrf={TOKEN}; kith_session=nobodys"},
        {"QUERY_STRING": "a=1"},
        {"CONTENT_TYPE": "text/plain"},
        {"CONTENT_TYPE": "application/json; charset=utf-16"},
        {"PATH_INFO": f"/circle/{here.meeting.ref}/do/kind_words/"},
        {"PATH_INFO": f"/circle/{here.meeting.ref}/do/dance/"},
        {"PATH_INFO": "/circle/elsewhere/do/just_listen/"},
        {"wsgi.input": io.BytesIO(b"[]")},
        {"wsgi.input": io.BytesIO(b'{"op": ')},
        {"wsgi.input": io.BytesIO(b"{}")},
    ]
    no_cookie = {key: value for key, value in press(here, "Ben", "just_listen").items() if key != "HTTP_COOKIE"}
    before = Entry.objects.count()
    assert quickly(no_cookie) is None
    for doubt in doubts:
        assert quickly(press(here, "Ben", "just_listen") | doubt) is None, doubt
    form = as_the_page_sends_it(press(here, "Ben", "just_listen"))
    assert quickly(form | {"wsgi.input": io.BytesIO(b"op=a&csrfmiddlewaretoken=" + b"a" * 64)}) is None
    assert quickly(as_the_page_sends_it(press(here, "Ben", "say"), text="a\x00b")) is None
    assert Entry.objects.count() == before


def changed(here: Evening, **about: Any) -> None:
    for name, value in about.items():
        setattr(here["Ben"].person, name, value)
    here["Ben"].person.save()


LOST: dict[str, Callable[[Evening], Any]] = {
    "signed out": lambda _: Session.objects.all().delete(),
    "ran out": lambda _: Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1)),
    "tampered with": lambda _: Session.objects.update(session_data="eyJhIjoxfQ:1abc:def"),
    "another passphrase": lambda here: changed(here, password="another"),
    "suspended": lambda here: changed(here, suspended_at=timezone.now()),
    "left the group": lambda here: Membership.objects.filter(pk=here["Ben"].pk).update(state="left"),
    "called off": lambda here: Cancellation.objects.create(meeting=here.meeting),
    "asked to leave": lambda here: here.press("Dee", "remove", seat=here["Ben"].ref),
    "over": lambda here: here.row.__class__.objects.update(cleared_at=timezone.now()),
}


@pytest.mark.parametrize("why", LOST)
def test_who_is_kept_out_since_their_last_press_is_kept_out_of_this_one(here: Evening, why: str) -> None:
    first, second = press(here, "Ben", "just_listen"), press(here, "Ben", "say", text="Hello")
    second["HTTP_COOKIE"] = first["HTTP_COOKIE"]
    assert quickly(first)
    LOST[why](here)
    before = Entry.objects.count()
    assert quickly(second) is None
    assert Entry.objects.count() == before


def test_a_secret_that_was_changed_ends_what_was_signed_under_it(here: Evening, settings: Any) -> None:
    first, second = press(here, "Ben", "just_listen"), press(here, "Ben", "just_listen")
    assert quickly(first)
    settings.SECRET_KEY = "another secret of at least fifty characters, as they are"
    assert quickly(second) is None


def test_who_asks_is_asked_in_two_questions_and_in_one_when_they_were_here_before(here: Evening) -> None:
    first, second = press(here, "Ben", "just_listen"), press(here, "Ben", "just_listen")
    second["HTTP_COOKIE"] = first["HTTP_COOKIE"]
    for many, environ in ((2, first), (1, second)):
        with CaptureQueriesContext(connection) as asked:
            assert quickly(environ)
        before_lock = [one["sql"] for one in asked.captured_queries][: many + 1]
        assert sum("SELECT" in sql for sql in before_lock[:many]) == many
        assert "SELECT" not in before_lock[many]  # BEGIN, or a savepoint


def test_a_session_that_has_become_another_persons_is_theirs(here: Evening) -> None:
    first, second, third = (press(here, "Ben", "say", text=word) for word in ("One", "Two", "Three"))
    first["HTTP_COOKIE"] = second["HTTP_COOKIE"] = third["HTTP_COOKIE"]
    assert quickly(first)
    browser = Client()
    browser.force_login(here["Cal"].person)
    theirs = Session.objects.get(pk=browser.cookies["kith_session"].value).session_data
    key = third["HTTP_COOKIE"].split("kith_session=")[1].split(";")[0]
    Session.objects.filter(pk=key).update(session_data=theirs)
    before = Entry.objects.count()
    assert quickly(second) is None
    assert Entry.objects.count() == before
    assert quickly(third)
    assert list(here.entries())[-1].actor == here["Cal"].ref


def test_the_way_behind_gets_all_that_was_sent(here: Evening) -> None:
    sent: list[bytes] = []

    def behind(environ: Any, start: Any) -> list[bytes]:
        start("401 Unauthorized", [])
        sent.append(environ["wsgi.input"].read())
        return [b"no"]

    environ = press(here, "Ben", "say", text="Hello") | {"HTTP_COOKIE": ""}
    begun: list[Any] = []
    assert b"".join(Quick(behind)(environ, lambda *said: begun.extend(said))) == b"no"
    assert begun[0] == "401 Unauthorized"
    assert b"Hello" in sent[0]


def test_nobody_presses_with_a_session_of_another(here: Evening) -> None:
    """The circle knows who pressed by the session, whatever is said besides."""
    browser = Client()
    browser.force_login(here["Cal"].person)
    environ = press(here, "Ben", "say", text="Hello", actor=here["Ben"].ref)
    environ["HTTP_COOKIE"] = f"kith_session={browser.cookies['kith_session'].value}; kith_csrf={TOKEN}"
    assert quickly(environ)
    assert list(here.entries())[-1].actor == here["Cal"].ref
