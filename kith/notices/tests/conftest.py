"""The cast of these tests: Ben proved an address; a real mail server stands on this machine."""

import socket
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.conf import LazySettings
from django.utils import timezone

from kith.notices import asking, naming, outbox
from kith.notices.models import Notice, Wishes
from kith.notices.sorts import SORTS
from kith.people.models import Mailbox, Person
from tests.cast import person

Kind = Notice.Kind
ALL_BY_MAIL = {sort.key: "mail" for sort in SORTS}


class Post:
    """A real mail server that keeps what it takes, and answers as a test wishes."""

    def __init__(self) -> None:
        self.took: list[Any] = []
        self.to_data = ["250 OK"]  # one answer after another; the last one again and again
        self.to_recipient = ["250 OK"]

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:
        answer = self._next(self.to_recipient)
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        answer = self._next(self.to_data)
        if answer == "cut":
            self.took.append(envelope)
            server.transport.abort()
            return "250 OK"
        if answer.startswith("250"):
            self.took.append(envelope)
        return answer

    @staticmethod
    def _next(answers: list[str]) -> str:
        return answers.pop(0) if len(answers) > 1 else answers[0]

    @property
    def words(self) -> str:
        return "\n".join(one.content.decode() for one in self.took)

    @property
    def to(self) -> list[list[str]]:
        return [one.rcpt_tos for one in self.took]


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture(autouse=True)
def nothing_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """What upper apps ask by mail and name is theirs to test."""
    monkeypatch.setattr(asking, "_asks", {})
    monkeypatch.setattr(naming, "_namers", [])


@pytest.fixture
def post(settings: LazySettings) -> Iterator[Post]:
    """Mail is set up, and up."""
    keeper = Post()
    server = Controller(keeper, hostname="127.0.0.1", port=free_port())
    server.start()
    settings.MAIL, settings.URL, settings.MAIL_FROM = (
        "smtp://127.0.0.1",
        "https://kith.example",
        "Kith <kith@kith.example>",
    )
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    yield keeper
    server.stop()


@pytest.fixture
def mail_is_down(settings: LazySettings) -> None:
    settings.MAIL, settings.MAIL_FROM = "smtp://127.0.0.1", "kith@kith.example"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()


@pytest.fixture
def ben(db: None) -> Person:
    """Asked for everything by mail, at any hour."""
    return writes_to("ben")


@pytest.fixture
def charlie(db: None) -> Person:
    """Never asked for anything."""
    return person("charlie")


def writes_to(name: str, **wished: Any) -> Person:
    one = person(name)
    Mailbox.objects.create(person=one, address=f"{name}@example.org")
    Wishes.objects.create(person=one, **({"how": ALL_BY_MAIL, "quiet_from": None, "quiet_until": None} | wished))
    return Person.objects.get(pk=one.pk)


def tell(who: Person, kind: Notice.Kind = Kind.REMINDER_DAY, key: str = "a", **more: Any) -> Notice:
    """A notice about a meeting tomorrow, due now."""
    facts = {"path": "/meetings/x/", "when": timezone.now() + timedelta(days=1)} | more
    outbox.put(outbox.Telling(who, kind, key=key, **facts))
    return Notice.objects.get(person=who, key=key)


@pytest.fixture
def soon() -> datetime:
    return timezone.now() + timedelta(minutes=5)
