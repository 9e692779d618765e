"""What there is to practise, as data/practice.toml tells it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

NEWCOMER = "newcomer"
YOU = "you"
Turn = dict[str, Any]


@dataclass(frozen=True)
class Script:
    """One thing to practise, as data/practice.toml tells it."""

    key: str
    title: str
    intro: str
    ending: str
    prompt: str
    role: str  # yours
    seats: tuple[dict[str, Any], ...]
    turns: tuple[Turn, ...]
    parts: tuple[dict[str, Any], ...]
    what_to_try: tuple[str, ...] = ()
    cards: tuple[str, ...] = ()  # for such a moment
    lighter: str = ""
    your_turn: str = ""
    after_you: Mapping[str, str] = field(default_factory=dict)


def ref_of(alias: str) -> str:
    return alias.lower()


@cache
def scripts() -> dict[str, Script]:
    """Everything there is to practise, by key; the newcomer's first."""
    data = _data()
    keeping = data["facilitator"]
    shared = {name: keeping[name] for name in ("prompt", "lighter", "parts")}
    scenes = [_script(scene | shared, role="facilitator") for scene in keeping["scenes"]]
    return {script.key: script for script in (_script(data["newcomer"] | {"key": NEWCOMER}, role="member"), *scenes)}


@cache
def facilitating() -> dict[str, str]:
    """The words around the scenes: title, intro, ending."""
    return {name: _data()["facilitator"][name] for name in ("title", "intro", "ending")}


def _data() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "data" / "practice.toml").read_text("utf-8"))


def _script(data: dict[str, Any], *, role: str) -> Script:
    known = {name: value for name, value in data.items() if name in Script.__annotations__}
    lists = {name: tuple(known.get(name, ())) for name in ("seats", "turns", "parts", "what_to_try", "cards")}
    return Script(**{**known, **lists, "role": role})
