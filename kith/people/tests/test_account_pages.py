"""The account's own pages: whatever is typed gets an answer, keeps what was typed but no passphrase, and changes nothing wrong."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from kith.people.models import Person
from tests.depth import some

from .conftest import PHRASE

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
WRONG = {
    "nothing": None,
    "empty": "",
    "null": "a\x00b",
    "long": "x" * 100_000,
    "turned round": "\u202egnorw\u202c mlac",
    "half a pair": "\ud800",
    "markup": "<script>alert(1)</script>",
    "many lines": "a\r\n\r\nb\tc",
    "emoji": "👩‍👩‍👧 kid",
}
SIGNED_OUT = {
    "/welcome/": ("alias", "comes", "zone", "next"),
    "/sign-in/": ("login", "password", "next"),
    "/lost-passphrase/": ("login", "code", "new"),
    "/lost-passphrase/by-mail/": ("address",),
    "/new-passphrase/abc-def/": ("new",),
    "/prove/abc/": (),
}
SIGNED_IN = {
    "/me/sign-in-name/": ("wish",),
    "/me/passphrase/": ("passphrase", "new"),
    "/me/codes/": ("passphrase",),
    "/me/devices/": ("device",),
    "/me/email/": ("address", "passphrase"),
    "/me/zone/": ("zone",),
    "/me/delete/": ("passphrase",),
    "/me/sure/": ("password", "next"),
    "/me/second-factor/remove/": ("factor",),
    "/welcome/keep/": ("next",),
}


def send(browser: Client, path: str, fields: tuple[str, ...], value: str | None) -> Any:
    data = {} if value is None else dict.fromkeys(fields, value)
    try:
        return browser.post(path, data)
    except UnicodeEncodeError:  # no browser can send half a pair; as bytes it can
        return browser.post(path, "&".join(f"{name}=%ED%A0%80" for name in fields), "application/x-www-form-urlencoded")


@pytest.mark.parametrize("kind", some(WRONG, one_in=4))
@pytest.mark.parametrize("path", SIGNED_OUT)
def test_a_stranger_may_type_anything(path: str, kind: str, settings: Any) -> None:
    settings.MAIL = "smtp://localhost"
    answer = send(Client(), path, SIGNED_OUT[path], WRONG[kind])
    assert answer.status_code < 500
    assert "<script>alert" not in answer.content.decode()


@pytest.mark.parametrize("kind", some(WRONG, one_in=4))
@pytest.mark.parametrize("path", SIGNED_IN)
def test_a_person_may_type_anything_and_stays_who_they_are(
    path: str, kind: str, ash: Person, signed_in: SignIn
) -> None:
    browser = signed_in(ash)
    answer = send(browser, path, SIGNED_IN[path], WRONG[kind])
    assert answer.status_code < 500
    assert "<script>alert" not in answer.content.decode()
    ash.refresh_from_db()
    assert ash.check_password(PHRASE)


def test_what_was_typed_is_kept_and_a_passphrase_is_not() -> None:
    page = Client().post("/sign-in/", {"login": "quiet-river-0000", "password": "secret boats"}).content.decode()
    assert "quiet-river-0000" in page and "secret boats" not in page
    page = (
        Client()
        .post("/lost-passphrase/", {"login": "quiet-river-0000", "code": "bbbb", "new": "secret boats"})
        .content.decode()
    )
    assert "quiet-river-0000" in page and "bbbb" in page and "secret boats" not in page


def test_a_name_cannot_turn_the_writing_round(client: Client) -> None:
    client.post("/welcome/", {"alias": "\u202e Ash \u200b\x07 "})
    assert client.session["welcome"]["alias"] == "Ash"


def test_a_new_sign_in_name_has_digits_of_kiths_own(ash: Person, ben: Person, signed_in: SignIn) -> None:
    browser = signed_in(ash)
    assert browser.post("/me/sign-in-name/", {"wish": "a"}).status_code == 200
    browser.post("/me/sign-in-name/", {"wish": "Sunny Meadow"})
    ash.refresh_from_db()
    assert ash.sign_in.startswith("sunny-meadow-") and ash.sign_in != ben.sign_in
    signed_in(ash)


def test_spaces_a_phone_adds_keep_nobody_out(ash: Person, signed_in: SignIn) -> None:
    signed_in(ash, f" {PHRASE.replace(' ', '  ')} ")
    answer = Client().post("/sign-in/", {"login": f" {ash.sign_in.upper()} ", "password": PHRASE})
    assert answer.status_code == 302


def test_the_zone_is_one_that_exists(ash: Person, signed_in: SignIn) -> None:
    browser = signed_in(ash)
    browser.post("/me/zone/", {"zone": "Europe/Dublin"})
    assert Person.objects.get().zone == "Europe/Dublin"
    browser.post("/me/zone/", {"zone": "Mars/Base"})
    assert Person.objects.get().zone == ""


def test_nothing_about_me_is_kept_by_a_browser(ash: Person, signed_in: SignIn) -> None:
    browser = signed_in(ash)
    for path in ("/me/", "/me/devices/", "/me/codes/"):
        assert "no-store" in browser.get(path).headers["Cache-Control"]


def test_allauth_has_no_other_doors(client: Client) -> None:
    for path in (
        "/login/",
        "/accounts/login/",
        "/signup/",
        "/accounts/signup/",
        "/password/reset/",
        "/email/",
        "/inactive/",
        "/2fa/",
    ):
        assert client.get(path).status_code == 404, path


def test_my_account_asks_the_database_little(
    ash: Person, signed_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    browser = signed_in(ash)
    with django_assert_max_num_queries(8):
        browser.get("/me/")
    with django_assert_max_num_queries(4):
        Client().get("/sign-in/")


def test_signing_in_asks_no_more_with_many_devices(
    ash: Person, signed_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    for _ in range(5):
        signed_in(ash)
    with django_assert_max_num_queries(24):
        signed_in(ash)
