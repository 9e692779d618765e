"""What is written down of the demo, and how weeks ago become moments."""

import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.db.models import F, Model

from kith.groups.models import Acceptance, Asking, Following, Group, Membership
from kith.library.models import Resource, Strategy
from kith.meetings.models import Meeting, Series, WrittenFormat
from kith.notices.models import Notice
from kith.people.models import Person
from kith.stories.models import Acknowledgement

DATA = Path(__file__).parent.parent / "data"
Told = dict[str, Any]

# What verbs date by themselves: with the moment at which they are called.
DATED: tuple[tuple[type[Model], str], ...] = (
    (Acceptance, "at"),
    (Acknowledgement, "at"),
    (Asking, "asked_at"),
    (Following, "at"),
    (Resource, "at"),
    (Strategy, "at"),
    (WrittenFormat, "made_at"),
)


@cache
def community() -> Told:
    return tomllib.loads((DATA / "demo.toml").read_text("utf-8"))


@cache
def between() -> Told:
    """Stories and shelves, by the name of their group."""
    return tomllib.loads((DATA / "demo_stories.toml").read_text("utf-8"))


@dataclass
class Cast:
    """A group of the demo as it is made: what is written of it, who is in it by sign-in name, its evenings in order."""

    told: Told
    group: Group
    people: dict[str, Person]
    now: datetime
    members: dict[str, Membership] = field(default_factory=dict)
    series: Series | None = None
    past: list[Meeting] = field(default_factory=list)
    ahead: list[Meeting] = field(default_factory=list)

    def ago(self, weeks: float) -> datetime:
        return self.now - timedelta(weeks=weeks)

    @property
    def founder(self) -> Membership:
        return next(iter(self.members.values()))

    @property
    def running(self) -> list[Membership]:
        return [one for one in self.members.values() if one.runs]

    @contextmanager
    def then(self, at: datetime) -> Iterator[datetime]:
        """What verbs do in here was done at that moment: rows that they dated with this very moment get it."""
        yield at
        for model, moment in DATED:
            model._default_manager.filter(**{f"{moment}__gte": self.now}).update(**{moment: at})
        fresh = Notice.objects.filter(made_at__gte=self.now)
        fresh.filter(due_at=F("made_at")).update(due_at=at)
        fresh.update(made_at=at)
