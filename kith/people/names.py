"""Makes sign-in names and passphrases out of plain words, so that an account needs nothing true about anyone."""

import re
import secrets
import unicodedata
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"
PASSPHRASE_WORDS = 5


@cache
def words(name: str) -> tuple[str, ...]:
    """One of the three lists in data/: first, second (for sign-in names), words (for passphrases)."""
    return tuple((DATA / f"{name}.txt").read_text(encoding="utf-8").split())


def digits(count: int = 4) -> str:
    return "".join(str(secrets.randbelow(10)) for _ in range(count))


def new_sign_in() -> str:
    """Two plain words and four digits, such as quiet-river-4821."""
    return f"{secrets.choice(words('first'))}-{secrets.choice(words('second'))}-{digits()}"


def new_passphrase() -> str:
    """Five words of more than 1,500: over 52 random bits. With the limits on tries nobody guesses that."""
    return " ".join(secrets.choice(words("words")) for _ in range(PASSPHRASE_WORDS))


def wished_sign_in(wish: str, *, count: int = 4) -> str:
    """What someone would like to be their sign-in name, with digits that Kith adds.

    The digits are the promise: a wish is never refused because someone else has it, so no name can be probed.
    """
    return f"{tidy_wish(wish)}-{digits(count)}"


def tidy_wish(wish: str) -> str:
    """Small letters, digits and single hyphens; empty when nothing is left."""
    text = unicodedata.normalize("NFKC", wish).lower()
    return re.sub(r"[\W_]+", "-", text).strip("-")[:30].strip("-")
