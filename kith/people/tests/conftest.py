"""The cast of the account tests: Ash and Ben have accounts; nobody knows Charlie."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from kith.people.models import Person
from kith.people.welcoming import make_person

PHRASE = "seven quiet boats at noon"


@pytest.fixture
def ash(db: None) -> Person:
    return make_person(sign_in="quiet-river-4821", passphrase=PHRASE)[0]


@pytest.fixture
def ben(db: None) -> Person:
    return make_person(sign_in="sunny-meadow-1111", passphrase=PHRASE)[0]


@pytest.fixture
def signed_in() -> Callable[..., Client]:
    """A browser that signed in by the page, from an address."""

    def sign_in(person: Person, passphrase: str = PHRASE, address: str = "192.0.2.7", **more: Any) -> Client:
        browser = Client(REMOTE_ADDR=address, HTTP_USER_AGENT=more.get("agent", "Mozilla/5.0 (Android 14) Firefox/133"))
        answer = browser.post("/sign-in/", {"login": person.sign_in, "password": passphrase})
        assert answer.status_code == 302, answer.content.decode()
        return browser

    return sign_in


def is_in(browser: Client) -> bool:
    return browser.get("/me/").status_code == 200


def said(answer: Any, *typed: str) -> tuple[int, str, str, list[str]]:
    """All that a stranger can see of an answer, without the token against forgery and what they typed themselves."""
    body = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())
    for word in typed:
        body = body.replace(word, "TYPED")
    return answer.status_code, body, answer.headers.get("Location", ""), sorted(answer.cookies)
