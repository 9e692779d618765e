"""The prompt library: simple questions, each with a lighter door, none asked twice in a group within six months."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
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
    """What may be asked in this group at that moment, in the library's order."""
    asked = resting(group, at=at, besides=besides)
    return [prompt for prompt in library().values() if prompt.key not in asked]


def chosen(prompts: Iterable[Prompt], *, theme: str = "", depth: str = "") -> list[Prompt]:
    """Those of a theme and a depth; an unknown or empty one does not narrow."""
    theme, depth = theme if theme in themes() else "", depth if depth in DEPTHS else ""
    return [p for p in prompts if (not theme or theme in p.themes) and (not depth or p.depth == depth)]
