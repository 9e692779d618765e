"""The second step: without it nobody comes in, and a printed code stands in for a lost phone."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core.cache import cache
from django.test import Client

from kith.people import codes, factors, limits
from kith.people.models import Person

from .conftest import PHRASE, is_in

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


@pytest.fixture
def secret(ash: Person) -> str:
    cache.clear()
    made = generate_totp_secret()
    TOTP.activate(ash, made)
    return made


def first_step(person: Person) -> Client:
    browser = Client()
    answer = browser.post("/sign-in/", {"login": person.sign_in, "password": PHRASE})
    assert answer.headers["Location"] == "/sign-in/second/"
    return browser


def test_the_passphrase_alone_is_not_enough(ash: Person, secret: str) -> None:
    browser = first_step(ash)
    wrong = browser.post("/sign-in/second/", {"code": "000000"})
    assert wrong.status_code == 200 and not is_in(browser)
    browser.post("/sign-in/second/", {"code": code_of(secret)})
    assert is_in(browser)


def test_a_printed_code_stands_in_for_a_lost_phone_once(ash: Person, secret: str) -> None:
    code = codes.make_codes(ash, by=ash)[0]
    browser = first_step(ash)
    assert browser.post("/sign-in/second/", {"code": code}).status_code == 302 and is_in(browser)
    again = first_step(ash)
    assert again.post("/sign-in/second/", {"code": code}).status_code == 200 and not is_in(again)


def test_a_printed_code_for_a_lost_passphrase_still_asks_for_the_second_step(ash: Person, secret: str) -> None:
    one, other = codes.make_codes(ash, by=ash)[:2]
    browser = Client()
    answer = browser.post("/lost-passphrase/", {"login": ash.sign_in, "code": one, "new": "a fresh long phrase"})
    assert answer.headers["Location"] == "/sign-in/second/" and not is_in(browser)
    browser.post("/sign-in/second/", {"code": other})
    assert is_in(browser)


def test_guessing_codes_is_slow(ash: Person, secret: str) -> None:
    browser = first_step(ash)
    for number in range(limits.PER_NAME):
        browser.post("/sign-in/second/", {"code": f"00000{number}"})
    refused = browser.post("/sign-in/second/", {"code": code_of(secret)}).content.decode()
    assert "wait 15 minutes" in refused and not is_in(browser)


def test_setting_it_up_asks_is_it_really_you_and_then_works(ash: Person, signed_in: SignIn) -> None:
    cache.clear()
    browser = signed_in(ash)
    assert factors.needs_second_factor(ash)
    assert browser.get("/me/second-factor/app/").headers["Location"].startswith("/me/sure/?next=")
    sure = browser.post("/me/sure/?next=/me/second-factor/app/", {"password": "wrong"})
    assert "not your passphrase" in sure.content.decode()
    browser.post("/me/sure/?next=/me/second-factor/app/", {"password": PHRASE})
    page = browser.get("/me/second-factor/app/")
    made = page.context["form"].secret
    assert "data:image/svg+xml" in page.content.decode() and "<svg" not in page.content.decode()
    assert browser.post("/me/second-factor/app/", {"code": "000000"}).status_code == 200
    assert browser.post("/me/second-factor/app/", {"code": code_of(made)}).headers["Location"] == "/me/second-factor/"
    assert not factors.needs_second_factor(ash)
    assert browser.get("/me/second-factor/app/").headers["Location"] == "/me/second-factor/app/remove/"
    assert browser.post("/me/second-factor/app/remove/").headers["Location"] == "/me/second-factor/"
    assert factors.needs_second_factor(ash)


def test_one_cannot_remove_the_factor_of_another(ash: Person, ben: Person, secret: str, signed_in: SignIn) -> None:
    ref = factors.factor_ref(Authenticator.objects.get())
    factors.remove_factor(ben, ref=ref, by=ben)
    assert factors.has_second_factor(ash)
    factors.remove_factor(ash, ref=ref, by=ash)
    assert not factors.has_second_factor(ash)


def sure_of(browser: Client) -> Client:
    browser.post("/me/sure/", {"password": PHRASE})
    return browser


@pytest.mark.parametrize(
    "sent", ["", "{", "[]", "1", '"x"', "{}", '{"id": 1, "rawId": null, "response": []}', "null", "x" * 100_000]
)
def test_whatever_is_sent_as_a_passkey_is_refused_kindly(
    ash: Person, secret: str, signed_in: SignIn, sent: str
) -> None:
    browser = first_step(ash)
    assert browser.get("/sign-in/second/").status_code == 200
    assert browser.post("/sign-in/second/", {"credential": sent}).status_code == 200 and not is_in(browser)
    browser.post("/sign-in/second/", {"code": code_of(secret)})
    sure_of(browser)
    browser.get("/me/second-factor/passkey/")
    answer: Any = browser.post("/me/second-factor/passkey/", {"name": "my phone", "credential": sent})
    assert answer.status_code == 200 and "my phone" in answer.content.decode()
    assert Authenticator.objects.filter(type="webauthn").count() == 0
