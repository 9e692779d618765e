"""S2: guessing is slow, and no stranger can lock anybody out."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client, RequestFactory
from django.utils import timezone

from kith.people import addresses, codes, limits
from kith.people.models import Attempt, Person

from .conftest import PHRASE, is_in

pytestmark = pytest.mark.django_db
HOME, ELSEWHERE = "192.0.2.7", "198.51.100.7"


def guess(name: str, passphrase: str = "not the right one", address: str = ELSEWHERE) -> Any:
    return Client(REMOTE_ADDR=address).post("/sign-in/", {"login": name, "password": passphrase})


def exhaust(name: str, address: str = ELSEWHERE) -> None:
    for _ in range(limits.PER_NAME):
        guess(name, address=address)


def test_many_wrong_tries_keep_out_whoever_tries_there_and_not_the_person_elsewhere(ash: Person) -> None:
    exhaust(ash.sign_in)
    refused = guess(ash.sign_in, PHRASE)
    assert refused.status_code == 200
    assert "wait 15 minutes" in refused.content.decode() and "printed codes" in refused.content.decode()
    assert guess(ash.sign_in, PHRASE, address="198.51.100.99").status_code == 200  # the same neighbourhood
    assert guess(ash.sign_in, PHRASE, address=HOME).status_code == 302


def test_a_name_nobody_has_is_counted_alike(ash: Person) -> None:
    exhaust("nobody-here-0000")
    assert "wait 15 minutes" in guess("Nobody-Here-0000").content.decode()
    assert guess(ash.sign_in, PHRASE).status_code == 302


def test_a_printed_code_works_while_the_passphrase_is_refused(ash: Person) -> None:
    code = codes.make_codes(ash, by=ash)[0]
    exhaust(ash.sign_in)
    facts = {"login": ash.sign_in, "code": code, "new": "a fresh long phrase"}
    assert Client(REMOTE_ADDR=ELSEWHERE).post("/lost-passphrase/", facts).status_code == 302


def test_codes_are_counted_too(ash: Person) -> None:
    code = codes.make_codes(ash, by=ash)[0]
    facts = {"login": ash.sign_in, "code": "bbbb-bbbb-bbbb", "new": "a fresh long phrase"}
    for _ in range(limits.PER_NAME):
        Client(REMOTE_ADDR=ELSEWHERE).post("/lost-passphrase/", facts)
    assert "wait 15" in Client(REMOTE_ADDR=ELSEWHERE).post("/lost-passphrase/", facts | {"code": code}).content.decode()
    assert Client(REMOTE_ADDR=HOME).post("/lost-passphrase/", facts | {"code": code}).status_code == 302


def test_time_opens_it_again_and_old_rows_go(ash: Person) -> None:
    exhaust(ash.sign_in)
    Attempt.objects.update(at=timezone.now() - limits.WINDOW - timedelta(seconds=1))
    guess(ash.sign_in)
    assert Attempt.objects.count() == 2
    assert guess(ash.sign_in, PHRASE).status_code == 302


def test_a_slip_is_forgotten_once_the_passphrase_was_right(ash: Person) -> None:
    for _ in range(limits.PER_NAME - 1):
        guess(ash.sign_in)
    guess(ash.sign_in, PHRASE)
    guess(ash.sign_in)
    assert guess(ash.sign_in, PHRASE).status_code == 302


def test_an_address_has_a_roomy_limit_of_its_own(ash: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PER_ADDRESS", 5)
    for number in range(5):
        guess(f"nobody-here-{number}")
    assert guess(ash.sign_in, PHRASE).status_code == 200
    assert guess(ash.sign_in, PHRASE, address="198.51.100.8").status_code == 302


def test_no_row_tells_a_name_or_an_address(ash: Person) -> None:
    guess(ash.sign_in)
    kept = " ".join(Attempt.objects.values_list("key", flat=True))
    assert ash.sign_in not in kept and ELSEWHERE not in kept and len(kept) == 64 * 2 + 1


@pytest.mark.parametrize(
    ("proxies", "said", "believed"),
    [
        (0, "203.0.113.9", "10.0.0.1"),  # nobody stands in front: what a browser says of itself is not believed
        (1, "6.6.6.6, 203.0.113.9", "203.0.113.9"),
        (2, "6.6.6.6, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (1, "rubbish", "10.0.0.1"),
        (1, "", "10.0.0.1"),
    ],
)
def test_the_address_is_believed_only_from_our_own_proxies(
    settings: LazySettings, proxies: int, said: str, believed: str
) -> None:
    settings.PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=said)
    assert addresses.client_address(request) == believed


@pytest.mark.parametrize(
    ("address", "around"),
    [("192.0.2.7", "192.0.2.0/24"), ("2001:db8:1:2::3", "2001:db8:1::/48"), ("0.0.0.0", "0.0.0.0/24")],
)
def test_a_neighbourhood_is_a_24_or_a_48(address: str, around: str) -> None:
    assert addresses.neighbourhood(address) == around
    assert addresses.tidy("::ffff:192.0.2.7") == "192.0.2.7"


def test_asking_whether_it_is_really_you_is_counted_too(ash: Person, signed_in: Any) -> None:
    browser = signed_in(ash, address=ELSEWHERE)
    for _ in range(limits.PER_NAME):
        browser.post("/me/delete/", {"passphrase": "a guess or two"})
    assert "wait 15 minutes" in browser.post("/me/delete/", {"passphrase": PHRASE}).content.decode()
    assert is_in(browser) and Person.objects.filter(pk=ash.pk).exists()
