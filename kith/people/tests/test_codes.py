"""Printed codes: eight, seen once, good once each."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client

from kith.kit.refusal import Refused
from kith.people import codes
from kith.people.models import Person, RecoveryCode

from .conftest import PHRASE, is_in

NEW = "a fresh long phrase"


def lost(name: str, code: str, browser: Client | None = None, **more: str) -> Any:
    return (browser or Client()).post("/lost-passphrase/", {"login": name, "code": code, "new": NEW} | more)


@pytest.mark.django_db
def test_a_code_of_someone_else_is_worth_nothing(ash: Person, ben: Person) -> None:
    bens, mine = codes.make_codes(ben, by=ben)[0], codes.make_codes(ash, by=ash)[0]
    assert lost(ash.sign_in, bens).status_code == 200
    assert lost(ash.sign_in, mine).status_code == 302


@pytest.mark.django_db
def test_a_code_sets_a_new_passphrase_once_and_ends_other_sessions(
    ash: Person, signed_in: Callable[..., Client]
) -> None:
    old, browser, code = signed_in(ash), Client(), codes.make_codes(ash, by=ash)[0]
    assert lost(ash.sign_in.upper(), code.upper().replace("-", " "), browser).headers["Location"] == "/me/"
    assert is_in(browser) and not is_in(old)
    assert codes.codes_left(ash) == 7
    assert lost(ash.sign_in, code).status_code == 200
    signed_in(ash, NEW)


@pytest.mark.django_db
def test_a_weak_new_passphrase_does_not_use_the_code_up(ash: Person) -> None:
    code = codes.make_codes(ash, by=ash)[0]
    answer = lost(ash.sign_in, code, new="password12").content.decode()
    assert "easily guessed" in answer and code in answer and "password12" not in answer
    assert codes.codes_left(ash) == 8


@pytest.mark.django_db
def test_making_codes_needs_the_passphrase_and_shows_them_once(ash: Person, signed_in: Callable[..., Client]) -> None:
    browser = signed_in(ash)
    assert codes.codes_wanted(ash)
    assert browser.post("/me/codes/", {"passphrase": "wrong"}).status_code == 200 and codes.codes_wanted(ash)
    browser.post("/me/codes/", {"passphrase": PHRASE})
    shown = browser.get("/me/codes/").context["codes"]
    assert len(set(shown)) == 8 and not codes.codes_wanted(ash)
    assert browser.get("/me/codes/?paper=1").context["codes"] == shown
    browser.post("/me/codes/", {"have": "1"})
    assert browser.get("/me/codes/").context["codes"] is None
    assert lost(ash.sign_in, shown[3]).status_code == 302


@pytest.mark.django_db
def test_new_codes_take_the_place_of_the_old(ash: Person) -> None:
    old, new = codes.make_codes(ash, by=ash)[0], codes.make_codes(ash, by=ash)[0]
    assert lost(ash.sign_in, old).status_code == 200
    assert lost(ash.sign_in, new).status_code == 302


@pytest.mark.django_db
def test_no_code_can_be_read_from_the_database_and_paper_outlives_a_new_secret(
    ash: Person, settings: LazySettings
) -> None:
    made = codes.make_codes(ash, by=ash)
    kept = " ".join(RecoveryCode.objects.values_list("hash", flat=True))
    assert not any(code in kept or code.replace("-", "") in kept for code in made)
    before, settings.SECRET_KEY = settings.SECRET_KEY, "another-secret-altogether-and-long-enough-too"
    assert not codes.take_code(ash, code=made[0])
    settings.SECRET_KEY_FALLBACKS = [before]
    assert codes.take_code(ash, code=made[0])


@pytest.mark.django_db(transaction=True)
def test_of_many_who_press_at_once_one_code_lets_one_in(ash: Person) -> None:
    code = codes.make_codes(ash, by=ash)[0]

    def use(number: int) -> bool:
        try:
            codes.new_passphrase_by_code(sign_in=ash.sign_in, code=code, new=NEW)
            return True
        except Refused:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(use, range(8))) == 1


@pytest.mark.django_db
def test_someone_signed_in_may_use_a_code_too(ash: Person, signed_in: Callable[..., Client]) -> None:
    browser, code = signed_in(ash), codes.make_codes(ash, by=ash)[0]
    assert lost(ash.sign_in, code, browser).status_code == 302
    assert is_in(browser)
    signed_in(ash, NEW)
