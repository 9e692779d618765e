"""S1: a stranger learns nothing about who has an account, with mail up and down."""

import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.conf import LazySettings
from django.test import Client
from django.utils.http import int_to_base36

from kith.people import codes, mail, mailboxes, passphrases, suspending
from kith.people.models import Mailbox, Person

from .conftest import PHRASE, is_in, said


class Post:
    """A real mail server on this machine that keeps what it is given."""

    def __init__(self) -> None:
        self.notes: list[Any] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.notes.append(envelope)
        return "250 OK"


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture
def post(settings: LazySettings) -> Iterator[Post]:
    """Mail is up."""
    keeper = Post()
    server = Controller(keeper, hostname="127.0.0.1", port=free_port())
    server.start()
    settings.MAIL, settings.URL = "smtp://127.0.0.1", "https://kith.example"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    yield keeper
    mail.all_sent()
    server.stop()


@pytest.fixture
def no_post(post: Post, settings: LazySettings) -> Post:
    """Mail is set up, and down."""
    settings.EMAIL_PORT = free_port()
    return post


@pytest.fixture
def suspended(ben: Person) -> Person:
    suspending.suspend(ben, by=ben)
    return ben


def alike(ask: Callable[[str], Any], *names: str) -> bool:
    return len({str(said(ask(name), name)) for name in names}) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("passphrase", ["not the right one", PHRASE])
def test_signing_in_answers_a_stranger_and_a_suspended_person_alike(
    ash: Person, suspended: Person, passphrase: str
) -> None:
    def ask(name: str) -> Any:
        return Client().post("/sign-in/", {"login": name, "password": passphrase})

    assert alike(ask, suspended.sign_in, "nobody-here-0000")
    known = ask(ash.sign_in)
    assert (known.status_code == 302) == (passphrase == PHRASE)
    if passphrase != PHRASE:
        assert said(known, ash.sign_in) == said(ask("nobody-here-0000"), "nobody-here-0000")


@pytest.mark.django_db
def test_an_unknown_name_costs_the_same_work_as_a_known_one(ash: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.contrib.auth.hashers import MD5PasswordHasher

    hashed: list[str] = []
    real = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda self, *a, **k: (hashed.append("x"), real(self, *a, **k))[1])
    Client().post("/sign-in/", {"login": ash.sign_in, "password": "wrong wrong wrong"})
    known = len(hashed)
    Client().post("/sign-in/", {"login": "nobody-here-0000", "password": "wrong wrong wrong"})
    assert known == len(hashed) - known > 0


@pytest.mark.django_db
def test_coming_in_never_says_that_something_exists(ash: Person) -> None:
    """Nothing that is typed can collide: names are made, and an alias is nobody's."""
    answers = [Client().post("/welcome/", {"alias": alias}) for alias in (ash.sign_in, "Somebody")]
    assert {said(one)[0:3] for one in answers} == {(302, "", "/welcome/keep/")}


@pytest.mark.django_db
def test_a_lost_passphrase_is_answered_alike(ash: Person, suspended: Person) -> None:
    code = codes.make_codes(suspended, by=suspended)[0]
    codes.make_codes(ash, by=ash)

    def ask(name: str) -> Any:
        return Client().post("/lost-passphrase/", {"login": name, "code": code, "new": "a fresh long phrase"})

    assert alike(ask, ash.sign_in, suspended.sign_in, "nobody-here-0000")
    assert ask(ash.sign_in).status_code == 200
    right = codes.make_codes(ash, by=ash)[0]
    assert (
        Client()
        .post("/lost-passphrase/", {"login": ash.sign_in, "code": right, "new": "a fresh long phrase"})
        .status_code
        == 302
    )


def ask_for_a_note(address: str) -> Any:
    return Client().post("/lost-passphrase/by-mail/", {"address": address})


def link_in(note: Any) -> str:
    text = note.content.decode().replace("=\r\n", "")
    return str(next(line for line in text.splitlines() if line.startswith("https://kith.example/"))).removeprefix(
        "https://kith.example"
    )


@pytest.mark.django_db
def test_asking_for_a_way_back_sends_one_note_to_whoever_was_typed(ash: Person, suspended: Person, post: Post) -> None:
    Mailbox.objects.create(person=ash, address="ash@example.org")
    Mailbox.objects.create(person=suspended, address="ben@example.org")
    assert alike(ask_for_a_note, "ash@example.org", "ben@example.org", "who@example.org")
    mail.all_sent()
    assert [note.rcpt_tos for note in post.notes] == [["ash@example.org"], ["ben@example.org"], ["who@example.org"]]
    assert "https://" not in post.notes[1].content.decode() + post.notes[2].content.decode()


@pytest.mark.django_db
def test_with_mail_down_the_answer_is_the_same(ash: Person, no_post: Post) -> None:
    Mailbox.objects.create(person=ash, address="ash@example.org")
    assert alike(ask_for_a_note, "ash@example.org", "who@example.org")
    assert "on its way" in ask_for_a_note("ash@example.org").content.decode()
    mail.all_sent()
    assert no_post.notes == []


@pytest.mark.django_db
def test_a_note_names_nobody_and_its_link_works_once_and_signs_nobody_in(ash: Person, post: Post) -> None:
    Mailbox.objects.create(person=ash, address="ash@example.org")
    ask_for_a_note("ASH@example.org")
    mail.all_sent()
    text = post.notes[0].content.decode()
    assert "Subject: A note from Kith\r\n" in text
    assert "quiet" not in text and len(post.notes[0].rcpt_tos) == 1
    stranger, link = Client(), link_in(post.notes[0])
    assert stranger.get(link).status_code == 200 and not is_in(stranger)
    assert "ten characters" in stranger.post(link, {"new": "tiny"}).content.decode()
    set_now = stranger.post(link, {"new": "a fresh long phrase"})
    assert ash.sign_in in set_now.content.decode() and not is_in(stranger)
    assert "This link is old" in stranger.post(link, {"new": "another long phrase"}).content.decode()
    ash.refresh_from_db()
    assert ash.check_password("a fresh long phrase")


@pytest.mark.django_db
def test_a_way_back_is_dead_when_the_passphrase_the_address_or_the_standing_changed(ash: Person) -> None:
    def token() -> str:
        return f"{int_to_base36(ash.pk)}-{mailboxes.way_back.make_token(ash)}"

    old = token()
    Mailbox.objects.create(person=ash, address="ash@example.org")
    assert mailboxes.person_of(old) is None and mailboxes.person_of(token()) == ash
    old = token()
    passphrases.change_passphrase(ash, new="a fresh long phrase", by=ash)
    assert mailboxes.person_of(old) is None and mailboxes.person_of(token()) == ash
    old = token()
    suspending.suspend(ash, by=ash)
    assert mailboxes.person_of(old) is None and mailboxes.person_of(token()) is None


@pytest.mark.django_db
def test_an_address_is_kept_only_when_its_link_was_pressed(ash: Person, signed_in: Any, post: Post) -> None:
    browser = signed_in(ash)
    refused = browser.post("/me/email/", {"address": "ash@example.org", "passphrase": "wrong"})
    assert "not your passphrase" in refused.content.decode() and "ash@example.org" in refused.content.decode()
    asked = browser.post("/me/email/", {"address": "ash@example.org", "passphrase": PHRASE})
    mail.all_sent()
    assert "on its way" in asked.content.decode() and not Mailbox.objects.exists()
    link = link_in(post.notes[0])
    assert Client().get(link).status_code == 200 and not Mailbox.objects.exists()
    Client().post(link)
    assert Mailbox.objects.get().person == ash
    browser.post("/me/email/", {"remove": "1"})
    assert not Mailbox.objects.exists()


@pytest.mark.django_db
def test_without_mail_there_is_no_way_by_mail_and_no_offer_of_it(ash: Person, settings: LazySettings) -> None:
    settings.MAIL = ""
    assert Client().post("/lost-passphrase/by-mail/", {"address": "ash@example.org"}).status_code == 404
    assert "by-mail" not in Client().get("/lost-passphrase/").content.decode()
    settings.MAIL = "smtp://localhost"
    assert "by-mail" in Client().get("/lost-passphrase/").content.decode()


@pytest.mark.django_db
def test_one_mailbox_is_not_flooded_and_nobody_sees_that(
    ash: Person, settings: LazySettings, mailoutbox: list[Any]
) -> None:
    settings.MAIL = "smtp://localhost"
    answers = [
        Client(REMOTE_ADDR=f"198.51.{n}.7").post("/lost-passphrase/by-mail/", {"address": "who@example.org"})
        for n in range(9)
    ]
    mail.all_sent()
    assert len({str(said(one)) for one in answers}) == 1
    assert len(mailoutbox) == 5
