"""Names and passphrases are plain, many enough, and cannot be probed."""

import pytest
from django.db import IntegrityError

from kith.people import names, welcoming
from kith.people.models import Person


def test_the_lists_are_long_plain_and_without_doubles() -> None:
    for name, least in (("first", 200), ("second", 200), ("words", 1024)):
        words = names.words(name)
        assert len(set(words)) == len(words) >= least
        assert all(word.isascii() and word.islower() and word.isalpha() and 3 <= len(word) <= 9 for word in words)


def test_a_passphrase_has_over_fifty_bits() -> None:
    assert len(names.words("words")) ** names.PASSPHRASE_WORDS > 2**52
    assert len(names.new_passphrase().split()) == 5


def test_a_made_sign_in_name_is_two_words_and_four_digits() -> None:
    first, second, digits = names.new_sign_in().split("-")
    assert (first in names.words("first"), second in names.words("second"), len(digits)) == (True, True, 4)


@pytest.mark.parametrize(
    ("wish", "tidied"), [("Ash", "ash"), ("  Ash  of_May ", "ash-of-may"), ("Ærø", "ærø"), ("\u202e--!", "")]
)
def test_a_wish_becomes_small_letters_and_hyphens(wish: str, tidied: str) -> None:
    assert names.tidy_wish(wish) == tidied


def test_the_same_wish_of_many_is_never_refused(ash: Person, ben: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody learns that a name is taken, even when the digits fall the same way."""
    fall = iter(["0007", "0007", "0007", "0008"])
    monkeypatch.setattr(names, "digits", lambda count=4: next(fall))
    assert welcoming.rename(ash, wish="willow", by=ash) == "willow-0007"
    assert welcoming.rename(ben, wish="Willow", by=ben) == "willow-0008"


def test_a_given_name_that_somebody_has_is_refused_and_changes_nothing(ash: Person) -> None:
    with pytest.raises(IntegrityError):
        welcoming.make_person(sign_in=ash.sign_in)
    assert Person.objects.count() == 1


def test_a_zone_nobody_knows_is_left_out(db: None) -> None:
    assert welcoming.make_person(zone="Europe/Dublin")[0].zone == "Europe/Dublin"
    assert welcoming.make_person(zone="../../etc/passwd")[0].zone == ""


@pytest.mark.django_db
def test_a_real_account_keeps_its_passphrase_with_argon2(settings: object) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]  # type: ignore[attr-defined]
    person, passphrase = welcoming.make_person()
    assert person.password.startswith("argon2$argon2id$")
    assert not person.check_password(passphrase + "s")
    assert person.check_password(passphrase)
