"""Words looked for, on SQLite (FTS5) and PostgreSQL (tsvector): whatever someone types is only ever words.

Text and question are cut into the same tokens here, in Python, so both databases find the same. What narrows a search most is
in the index: as a mark beside the words ("lang_en"), or, where it narrows to very few, as a place in front of each word
("g12_coat"), so that a word that everyone uses is never read for everyone. Neither can be typed: a typed word has no "_".
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from html import escape
from typing import Any, TypeVar

from django.db import connections, models
from django.db.models.expressions import RawSQL
from django.utils.safestring import SafeString, mark_safe

from kith.kit import by_heart, moments
from kith.kit.indexes import index_of

LONGEST = 300  # letters of a question that are looked at
MOST = 12  # words of it
LOOK = 32  # of the newest that have the words are looked at first: mostly enough for a page
EVER = datetime(9999, 12, 30, tzinfo=UTC)
TOKEN = 40  # letters of one word
# Han, kana, Thai, Lao, Khmer, Myanmar are written without blanks: each letter is a word of its own.
UNSPACED = r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
PIECES = re.compile(rf"{UNSPACED}|(?:(?!{UNSPACED})[^\W_])+")
PLAIN_PIECES = re.compile("[a-z0-9]+")
APOSTROPHES = re.compile(r"(?<=\w)['’ʼ`](?=\w)")
UNMARKED = str.maketrans("", "", "*`>")  # a snippet shows light Markdown without its marks
Kept = TypeVar("Kept", bound="Words")
Seen = TypeVar("Seen")
Keys = list[tuple[int | None, ...]]


class Words(models.Model):
    """What is kept of one thing: its words as tokens, and marks. The index itself is made by `indexes.Index` in a migration."""

    text = models.TextField()  # only letters, digits, "_" and single blanks

    class Meta:
        abstract = True


def tokens(text: str) -> list[str]:
    """In order, without case, accents or signs: "It's Zoë's café" -> its zoes cafe."""
    plain = APOSTROPHES.sub("", text).casefold()
    if plain.isascii():  # nothing to take apart; most words, and a search looks at very many
        return [piece[:TOKEN] for piece in PLAIN_PIECES.findall(plain)]
    plain = unicodedata.normalize("NFKD", plain)
    kept = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return [piece[:TOKEN] for piece in PIECES.findall(kept)]


def mark(kind: str, value: object) -> str:
    """A token that nobody can type: a typed word has no "_"."""
    return f"{kind}_{''.join(tokens(str(value)))}"


def text_of(sayings: Iterable[str], marks: Iterable[str] = (), *, place: str = "") -> str:
    """What is kept for one thing: every word of it once. With a `place` it can only be found there."""
    before = f"{place}_" if place else ""
    words = [before + token for saying in sayings for token in tokens(saying)]
    return " ".join(dict.fromkeys([*words, *marks]))


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for. All of `words` (or one, if `any_of`), the last also as a beginning; and all of `marks`.

    `places`: in any of these; what was kept with a place is found in no other way.
    """

    words: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    any_of: bool = False
    places: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.words or self.marks)

    def told(self, *, sqlite: bool) -> str:
        """The same in the database's own signs. Tokens hold nothing that is a sign there."""
        quote, last, both, either = ('"', "*", " AND ", " OR ") if sqlite else ("'", ":*", " & ", " | ")
        one = either if self.any_of else both
        rows = [
            one.join(f"{quote}{place}{word}{quote}{last if word is self.words[-1] else ''}" for word in self.words)
            for place in ([f"{place}_" for place in self.places] or [""])
            if self.words
        ]
        said = either.join(f"({row})" for row in rows)
        return both.join([*(f"{quote}{mark}{quote}" for mark in self.marks), *([f"({said})"] if said else [])])


def asked(typed: str, *, marks: Iterable[str] = (), any_of: bool = False, places: Iterable[str] = ()) -> Asked:
    """Whatever was typed. Words of one or two letters are passed over when there are longer ones, but for the last."""
    found = list(dict.fromkeys(tokens(typed[:LONGEST])))[:MOST]
    longer = [word for word in found[:-1] if len(word) > 2 or not word.isascii()] + found[-1:]
    words = longer if any(len(word) > 2 for word in longer) else found
    return Asked(tuple(words), tuple(marks), any_of, tuple(places))


def holding(kept: type[Kept], what: Asked) -> "models.QuerySet[Kept]":
    """The rows in which it is found. Ask only for something: nothing is in nobody's text."""
    return _in_which(kept, told_to(kept, what))


def _in_which(kept: type[Kept], told: str) -> "models.QuerySet[Kept]":
    table, rows = kept._meta.db_table, kept._default_manager.all()
    if connections[kept._default_manager.db].vendor == "sqlite":
        index = index_of(table)
        return rows.filter(pk__in=RawSQL(f"SELECT rowid FROM {index} WHERE {index} MATCH %s", [told]))  # noqa: S608, S611
    found = RawSQL("vector @@ %s::tsquery", [told], output_field=models.BooleanField())
    return rows.filter(found)


def newest(kept: type[Kept], what: Asked, *about: str, before: datetime | None = None) -> Keys:
    """The keys of what the newest rows in which it is found are about, from `before` on backwards: each page takes as long as the
    first. Whoever asked may see them or not: that is asked next.
    """
    return _newest(kept, about)(told_to(kept, what), before or EVER) if what.words and what.places else []


@cache
def _newest(kept: type[Words], about: tuple[str, ...]) -> "by_heart.Question[[str, datetime], tuple[int | None, ...]]":
    def found(told: str, before: datetime) -> "models.QuerySet[Words, tuple[int | None, ...]]":
        return back_from(kept, told, before).values_list(*about)[:LOOK]

    return by_heart.question(found)


def back_from(kept: type[Kept], told: str, before: datetime) -> "models.QuerySet[Kept]":
    """The rows in which it is found, newest first."""
    rows: models.QuerySet[Any] = _in_which(kept, told)  # each kind of words has its own `at`
    return rows.filter(at__lte=before).order_by("-at", "-pk")


def seen(first: Keys, look: Callable[[Keys], list[Seen]], all_of_them: Callable[[], Keys], *, most: int) -> list[Seen]:
    """So many of the newest that may be seen: `look` says in order what may be seen of some keys. Where that is too few of the
    first, `all_of_them` says which may be seen of however many there are: a page is full, or there is no more.
    """
    found = look(first) if first else []
    if len(found) < most and len(first) == LOOK:
        found = look(keys) if (keys := all_of_them()) else []
    return found[:most]


def told_to(kept: type[Kept], what: Asked) -> str:
    """What is looked for, in the signs of the database in which these words are."""
    return what.told(sqlite=connections[kept._default_manager.db].vendor == "sqlite")


def keys_told(kept: type[Kept], told: str) -> "RawSQL | models.QuerySet[Any, Any]":
    """The keys of the rows in which it is found, for `pk__in`; on SQLite without a look at the rows themselves."""
    if connections[kept._default_manager.db].vendor != "sqlite":
        return _in_which(kept, told).values_list("pk")
    index = index_of(kept._meta.db_table)
    return RawSQL(f"SELECT rowid FROM {index} WHERE {index} MATCH %s", [told])  # noqa: S608, S611


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that was found, as a page shows it. `said` is empty where it is folded; `notes` say what it speaks of."""

    at: datetime
    kind: str
    path: str
    title: str
    who: str
    where: str
    said: str = ""
    words: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def line(self) -> SafeString:
        """Who, what, when and where, as HTML, like the snippet."""
        who, kind, where = (escape(words) for words in (self.who, self.kind, self.where))
        return mark_safe(f"{who}, {kind}, {moments.shown(self.at, 'j F Y')}, {where}")  # noqa: S308

    def snippet(self) -> SafeString:
        """As HTML, made here: a template takes ten times as long for six hundred words. All of them are escaped."""
        runs = around(self.said.translate(UNMARKED), self.words) if self.said else []
        return mark_safe(" ".join(f"<mark>{escape(words)}</mark>" if hit else escape(words) for words, hit in runs))  # noqa: S308


def around(text: str, words: tuple[str, ...], *, before: int = 8, after: int = 22) -> list[tuple[str, bool]]:
    """Some words around the first that was looked for, in runs: each of those alone, and what stands between them. Where none is,
    the first words. "…" stands where it was cut.
    """
    said = text.split()
    first = next(_hits(said, words), len(said))
    start = max(0, first - before) if first < len(said) else 0
    end = start + before + after
    runs, past = [], start
    for place in _hits(said[first:end], words):
        runs += [(" ".join(said[past : first + place]), False), (said[first + place], True)]
        past = first + place + 1
    runs.append((" ".join(said[past:end]), False))
    cut = [("…", False)]
    return [*(cut if start else []), *(run for run in runs if run[0]), *(cut if end < len(said) else [])]


def _hits(said: list[str], words: tuple[str, ...]) -> Iterator[int]:
    """The places of the words that were looked for; the last of those may be a beginning."""
    if not words:
        return
    last = words[-1]
    for place, word in enumerate(said):
        token = word.lower()
        if token.isascii() and token.isalnum() and len(token) <= TOKEN:  # most of them, and a page looks at hundreds
            if token.startswith(last) or token in words:
                yield place
        elif any(one in words or one.startswith(last) for one in tokens(word)):
            yield place
