"""What a visitor is looking for, as the page's address says it. Anything it says that means nothing is passed over."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Self
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.dates import WEEKDAYS
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kith.finding import hours, searching

WAYS: dict[str, str | Promise] = {"call": _("Beside a call"), "hall": _("In a hall"), "text": _("By text")}
PARTS: dict[str, str | Promise] = {
    hours.MORNING: _("In the morning"),
    hours.AFTERNOON: _("In the afternoon"),
    hours.EVENING: _("In the evening"),
    hours.NIGHT: _("At night"),
}
DAYS: dict[str, str | Promise] = {str(day): name for day, name in WEEKDAYS.items()}


@dataclass(frozen=True, slots=True)
class Search:
    words: str = ""
    any_of: bool = False  # one of the words is enough
    about: str = ""  # a theme's ref
    language: str = ""
    way: str = ""
    day: str = ""  # "0" is Monday
    part: str = ""
    seats: bool = False
    tonight: bool = False

    @classmethod
    def said_in(cls, query: QueryDict) -> Self:
        return cls(
            words=query.get("words", "")[: searching.LONGEST].replace("\x00", "").strip(),
            any_of=bool(query.get("any_of")),
            about=query.get("about", "")[:20],
            language=query.get("language", "")[:10],
            way=_one_of(WAYS, query.get("way", "")),
            day=_one_of(DAYS, query.get("day", "")),
            part=_one_of(PARTS, query.get("part", "")),
            seats=bool(query.get("seats")),
            tonight=bool(query.get("tonight")),
        )

    @property
    def when(self) -> bool:
        return bool(self.day or self.part)

    @property
    def narrows(self) -> bool:
        """Whether anything but words was chosen."""
        return replace(self, words="", any_of=False) != Search()

    @property
    def has_wishes(self) -> bool:
        """Whether something was chosen that stands folded away."""
        return replace(self, about="", words="", any_of=False) != Search()

    @property
    def terms(self) -> searching.Asked:
        return searching.asked(self.words, any_of=self.any_of)

    def address(self) -> str:
        """The same search as a query string, for links; nothing in it that was not said."""
        said = {name: getattr(self, name) for name in self.__slots__}
        return urlencode({name: 1 if value is True else value for name, value in said.items() if value})

    def alone(self) -> Iterator[tuple[str | Promise, "Search"]]:
        """Each wish by itself, for when even one less is too many."""
        if self.terms.words:
            yield _("Only your words"), _only(self, "words", "any_of")
        if self.about:
            yield _("Only what it is about"), _only(self, "about")
        if self.language:
            yield _("Only the language"), _only(self, "language")
        if self.way:
            yield _("Only how it meets"), _only(self, "way")
        if self.when:
            yield _("Only when it meets"), _only(self, "day", "part")
        if self.tonight:
            yield _("Only tonight"), _only(self, "tonight")

    def looser(self) -> Iterator[tuple[str | Promise, "Search"]]:
        """Each way to ask for a little less, in words."""
        if len(self.terms.words) > 1 and not self.any_of:
            yield _("With any one of your words"), replace(self, any_of=True)
        if self.terms.words:
            yield _("Without your words"), replace(self, words="", any_of=False)
        if self.about:
            yield _("Whatever it is about"), replace(self, about="")
        if self.language:
            yield _("In any language"), replace(self, language="")
        if self.way:
            yield _("Meeting in any way"), replace(self, way="")
        if self.when:
            yield _("On any day, at any hour"), replace(self, day="", part="")
        if self.seats:
            yield _("Also where you would wait for a seat"), replace(self, seats=False)
        if self.tonight:
            yield _("Not only tonight"), replace(self, tonight=False)


def _only(search: Search, *names: str) -> Search:
    return replace(Search(), **{name: getattr(search, name) for name in names})


def _one_of(known: dict[str, str | Promise], said: str) -> str:
    return said if said in known else ""
