"""The few addresses to which more than words may be sent. Apps name theirs in `apps.ready()`; elsewhere the edge's bound holds."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Large:
    """`most` bytes may be posted by whom `may` knows, asked with their session's key. `words` are said to who sends more."""

    path: "re.Pattern[str]"
    most: int
    may: Callable[[str], bool]
    words: Words


_known: dict[str, Large] = {}


def allow(path: str, *, most: int, may: Callable[[str], bool], words: Words) -> None:
    """`path` is a pattern of whole paths. The same one again takes the place of the first."""
    _known[path] = Large(re.compile(path), most, may, words)


def at(method: str, path: str) -> Large | None:
    if method != "POST":
        return None
    return next((one for one in _known.values() if one.path.fullmatch(path)), None)
