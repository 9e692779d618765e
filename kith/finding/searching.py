"""Words looked for in the directory, on SQLite (FTS5) and PostgreSQL (tsvector): whatever someone types is only ever words.

Text and question are cut into the same tokens here, in Python, so both databases find the same. What narrows the search most
(language, themes) is in the index as marks: a common word is not filtered afterwards.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connections, models
from django.db.models.expressions import RawSQL

from kith.finding.models import Words

LONGEST = 300  # letters of a question that are looked at
MOST = 12  # words of it
TOKEN = 40  # letters of one word
# Han, kana, Thai, Lao, Khmer, Myanmar are written without blanks: each letter is a word of its own.
UNSPACED = r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
PIECES = re.compile(rf"{UNSPACED}|(?:(?!{UNSPACED})[^\W_])+")
APOSTROPHES = re.compile(r"(?<=\w)['’ʼ`](?=\w)")


def tokens(text: str) -> list[str]:
    """In order, without case, accents or signs: "It's Zoë's café" -> its zoes cafe."""
    plain = unicodedata.normalize("NFKD", APOSTROPHES.sub("", text).casefold())
    kept = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return [piece[:TOKEN] for piece in PIECES.findall(kept)]


def mark(kind: str, value: object) -> str:
    """A token that nobody can type: a typed word has no "_"."""
    return f"{kind}_{''.join(tokens(str(value)))}"


def text_of(sayings: Iterable[str], marks: Iterable[str] = ()) -> str:
    """What is kept for one group: every word of it once."""
    words = [token for saying in sayings for token in tokens(saying)]
    return " ".join(dict.fromkeys([*words, *marks]))


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for. All of `words` (or one, if `any_of`), the last also as a beginning; and all of `marks`."""

    words: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    any_of: bool = False

    def __bool__(self) -> bool:
        return bool(self.words or self.marks)


def asked(typed: str, *, marks: Iterable[str] = (), any_of: bool = False) -> Asked:
    """Whatever was typed. Words of one or two letters are passed over when there are longer ones, but for the last."""
    found = list(dict.fromkeys(tokens(typed[:LONGEST])))[:MOST]
    longer = [word for word in found[:-1] if len(word) > 2 or not word.isascii()] + found[-1:]
    words = longer if any(len(word) > 2 for word in longer) else found
    return Asked(tuple(words), tuple(marks), any_of)


def holding(what: Asked) -> "models.QuerySet[Words, int]":
    """The groups (by key) in which it is found. Ask only for something: nothing is in nobody's text."""
    ask = _fts5 if connections[Words.objects.db].vendor == "sqlite" else _tsquery
    return ask(what)


def _fts5(what: Asked) -> "models.QuerySet[Words, int]":
    words = [f'"{word}"' for word in what.words[:-1]] + [f'"{word}"*' for word in what.words[-1:]]
    told = " AND ".join([f'"{mark}"' for mark in what.marks] + _joined(words, what.any_of, " OR ", " AND "))
    rows = RawSQL("SELECT rowid FROM finding_index WHERE finding_index MATCH %s", [told])
    return Words.objects.filter(pk__in=rows).values_list("pk", flat=True)


def _tsquery(what: Asked) -> "models.QuerySet[Words, int]":
    words = [f"'{word}'" for word in what.words[:-1]] + [f"'{word}':*" for word in what.words[-1:]]
    told = " & ".join([f"'{mark}'" for mark in what.marks] + _joined(words, what.any_of, " | ", " & "))
    found = RawSQL("vector @@ %s::tsquery", [told], output_field=models.BooleanField())
    return Words.objects.filter(found).values_list("pk", flat=True)


def _joined(words: list[str], any_of: bool, either: str, every: str) -> list[str]:
    return [f"({(either if any_of else every).join(words)})"] if words else []
