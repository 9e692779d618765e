"""The prompt library: simple questions, each with a lighter door, none asked twice in a group within six months."""

import tomllib
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, lru_cache
from hashlib import sha256
from importlib import resources
from typing import Any

from kith.groups.models import Group
from kith.meetings.models import Meeting

REST = timedelta(days=183)
DEPTHS = ("light", "middle", "deep")


@dataclass(frozen=True, slots=True)
class Prompt:
    """One question. `key` is empty when the facilitator wrote it."""

    text: str
    lighter: str = ""
    key: str = ""
    themes: tuple[str, ...] = ()
    depth: str = "middle"


@cache
def _written() -> dict[str, Any]:
    return tomllib.loads(resources.files("kith.meetings").joinpath("data/prompts.toml").read_text("utf-8"))


@cache
def library() -> dict[str, Prompt]:
    """All prompts by key."""
    return {one["key"]: Prompt(**{**one, "themes": tuple(one["themes"])}) for one in _written()["prompt"]}


@cache
def themes() -> dict[str, str]:
    """Themes by key, with their names."""
    return dict(_written()["themes"])


def resting(group: Group, *, at: datetime, besides: Meeting | None = None) -> set[str]:
    """Keys of what this group asked, or has planned to ask, within six months of a moment. Cancelled meetings asked nothing."""
    near = Meeting.objects.standing().filter(group=group, starts_at__gt=at - REST, starts_at__lt=at + REST)
    near = near.exclude(prompt_key="").exclude(ref=besides.ref if besides else "")
    return set(near.values_list("prompt_key", flat=True))


def fresh(group: Group, *, at: datetime, besides: Meeting | None = None) -> list[Prompt]:
    """What may be asked in this group at that moment, in an order of the group's own."""
    asked = resting(group, at=at, besides=besides)
    return [prompt for prompt in shuffled(library().values(), seed=group.ref) if prompt.key not in asked]


def shuffled(prompts: Iterable[Prompt], *, seed: str) -> list[Prompt]:
    """The same seed gives the same order, today and next year; two groups do not begin with the same question."""
    return sorted(prompts, key=lambda prompt: sha256(f"{seed} {prompt.key}".encode()).digest())


class Memory:
    """What several groups asked, or will, read at once: for choosing many questions ahead. What it chooses, it remembers."""

    def __init__(self, groups: Iterable[int], *, since: datetime, until: datetime) -> None:
        self._asked: dict[int, list[tuple[datetime, str]]] = {}
        near = Meeting.objects.standing().filter(
            group__in=groups, starts_at__gt=since - REST, starts_at__lt=until + REST
        )
        for group, at, key in near.exclude(prompt_key="").values_list("group_id", "starts_at", "prompt_key"):
            self._asked.setdefault(group, []).append((at, key))

    def choose(self, group: int, *, at: datetime, depth: str) -> Prompt | None:
        """A question that rests from nothing near: first those for any group, first of that depth. None when all were asked."""
        asked = self._asked.setdefault(group, [])
        resting = {key for then, key in asked if abs(then - at) < REST}
        found = next((prompt for prompt in _shuffled(group, depth) if prompt.key not in resting), None)
        if found:
            asked.append((at, found.key))
        return found


@lru_cache(maxsize=256)
def _shuffled(group: int, depth: str) -> tuple[Prompt, ...]:
    """The library in an order of this group's own, always the same."""

    def order(prompt: Prompt) -> tuple[bool, bool, int]:
        return ("any" not in prompt.themes, prompt.depth != depth, zlib.crc32(f"{group}:{prompt.key}".encode()))

    return tuple(sorted(library().values(), key=order))


def chosen(prompts: Iterable[Prompt], *, theme: str = "", depth: str = "") -> list[Prompt]:
    """Those of a theme and a depth; an unknown or empty one does not narrow."""
    theme, depth = theme if theme in themes() else "", depth if depth in DEPTHS else ""
    return [p for p in prompts if (not theme or theme in p.themes) and (not depth or p.depth == depth)]
