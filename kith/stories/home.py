"""The reading home: what came since you were here, newest first, and then it ends. It marks nobody's reading.

One page a day: the line between what is new and what you have seen stays where it was for the whole day, however often you look.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import cast

from django.db.models import Exists, OuterRef, Subquery
from django.utils.safestring import SafeString

from kith.groups.models import Group, Membership
from kith.groups.models.membership import MembershipSet
from kith.kit import by_heart, markup
from kith.people.models import Person
from kith.stories import asking, bylines, notes
from kith.stories.models import Gentle, LastHere, Listening, Story
from kith.stories.models.story import StorySet

DAY = timedelta(hours=20)  # the same evening a day later is another day
NEW_AT_MOST = 30
A_PAGE = 20
PREVIEW = 600  # letters that are looked at for the first forty words


@dataclass(frozen=True, slots=True)
class Shown:
    """A story as the home shows it: folded where it has notes, and without its writer where they chose so."""

    story: Story
    mine: bool
    notes: list[str] = field(default_factory=list)

    @property
    def byline(self) -> SafeString:
        return bylines.byline(self.story, mine=self.mine)

    @property
    def plain(self) -> str:
        return markup.plain(self.story.text[:PREVIEW], words=40)


def since(me: Membership, *, now: datetime) -> datetime:
    """Where the line stands today, and note that they were here: written once a day. The first time it stands two weeks back."""
    at, before = me.__dict__["last_at"], me.__dict__["last_before"]
    if at is None:
        line = now - timedelta(weeks=2)
        LastHere.objects.bulk_create([LastHere(membership=me, at=now, before=line)], ignore_conflicts=True)
        return line
    if now - at > DAY:
        LastHere.objects.filter(membership=me, at=at).update(at=now, before=at)
        return cast(datetime, at)
    return cast(datetime, before or at)


def new(me: Membership, wishes: Gentle, *, line: datetime) -> list[Shown]:
    """What was shared since then, at most thirty, newest first. What they would rather not meet is left out."""
    return _shown(me, new_to(me.person, me.group, line), wishes)


@by_heart.question
def new_to(person: Person, group: Group, line: datetime) -> StorySet:
    found = asking.listed(asking.readable(person))
    return found.filter(group=group, shared_at__gt=line).newest()[: NEW_AT_MOST + 1]


def earlier(me: Membership, *, before: datetime) -> list[Shown]:
    """One page of what was shared before that."""
    return _shown(me, earlier_than(me.person, me.group, before), notes.gentle(me.person))


@by_heart.question
def earlier_than(person: Person, group: Group, before: datetime) -> StorySet:
    found = asking.listed(asking.readable(person))
    return found.filter(group=group, shared_at__lte=before).newest()[: A_PAGE + 1]


def _shown(me: Membership, found: Iterable[Story], wishes: Gentle) -> list[Shown]:
    kept = [story for story in found if story.is_by(me.person) or not notes.is_left_out(story, wishes)]
    return [Shown(story, story.is_by(me.person), notes.names(story)) for story in kept]


@by_heart.question
def drafts(person: Person, group: Group) -> StorySet:
    return asking.listed(asking.mine(person)).filter(group=group, shared_at=None).order_by("-saved_at")[:10]


def listen(me: Membership, *, yes: bool, now: datetime) -> None:
    """ "I can listen this week." It ends by itself after seven days."""
    if yes:
        Listening.objects.update_or_create(membership=me, defaults={"until": now + timedelta(days=7)})
    else:
        Listening.objects.filter(membership=me).delete()


@by_heart.question
def mine(person: Person, ref: str, now: datetime) -> MembershipSet:
    """Their membership there: whether it `listens` this week, `has_something` to read, when it was here, what it leaves out."""
    told = asking.readable(person).filter(group=OuterRef("group"))
    said = Listening.objects.filter(membership=OuterRef("pk"), until__gt=now)
    here = LastHere.objects.filter(membership=OuterRef("pk"))
    found = asking.me(person).annotate(
        listens=Exists(said),
        has_something=Exists(told),
        last_at=Subquery(here.values("at")),
        last_before=Subquery(here.values("before")),
        leave_out=notes.left_out_by(),
    )
    return found.filter(group__ref=ref)[:1]
