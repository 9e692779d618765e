"""Rounds: what is looked after again and again, outside any request. Apps add theirs in `apps.ready()`; the worker walks them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

Look = Callable[[datetime], object]


@dataclass(frozen=True, slots=True)
class Round:
    """`look(now)` is called at most once in `every`, by one worker at a time. It must be harmless when called twice."""

    name: str
    every: timedelta
    look: Look


_rounds: dict[str, Round] = {}


def add(name: str, *, every: timedelta, look: Look) -> None:
    """The same name again takes the place of the first."""
    _rounds[name] = Round(name, every, look)


def known() -> tuple[Round, ...]:
    return tuple(_rounds.values())
