"""What is found among the stories, replies and keepsakes of someone's groups, newest first: only what they may see this moment.

What speaks of something is found folded: its notes, and no word of it. What they would rather not meet is not found at all.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from kith.kit import by_heart, searching
from kith.kit.searching import Found
from kith.people.models import Person
from kith.stories import asking, indexing, notes
from kith.stories.models import Gentle, Keepsake, Reply, Story, Words
from kith.stories.models.keepsake import KeepsakeSet
from kith.stories.models.reply import ReplySet
from kith.stories.models.story import StorySet

One = Story | Reply | Keepsake
Mine = tuple[
    int, int, int | None
]  # of each group of theirs with this cupboard open: its key, their membership's, their pact's


def found(
    person: Person, typed: str, *, mine: Iterable[Mine], wishes: Gentle, most: int, before: datetime | None
) -> list[Found]:
    """From `before` on backwards; what they would rather not meet (`wishes`) is left out."""
    what = searching.asked(typed, places=indexing.places(mine))
    keys = searching.newest(Words, what, "story", "reply", "keepsake", before=before)
    rows = searching.seen(keys, lambda some: _seen(person, some, wishes), most=most)
    return [_as_found(one, person, what.words) for one in rows]


def _seen(person: Person, keys: searching.Keys, wishes: Gentle) -> list[One]:
    """Of these keys what may be seen, newest first. One's own is never left out."""
    stories, replies, keepsakes = ([key for key in kind if key] for kind in zip(*keys, strict=True))
    told = [one for one in _stories(person, stories) if not _left_out(one, person, wishes)] if stories else []
    said = [one for one in _replies(person, replies) if not _left_out(one, person, wishes)] if replies else []
    said = [one for one in said if not _left_out(one.story, person, wishes)]
    kept = _keepsakes(person, keepsakes) if keepsakes else []
    return sorted([*told, *said, *kept], key=_when, reverse=True)


def _when(one: One) -> datetime:
    return one.at if isinstance(one, Reply) else one.shared_at or one.made_at


def _left_out(one: Story | Reply, person: Person, wishes: Gentle) -> bool:
    return one.by.person_id != person.pk and notes.is_left_out(one, wishes)


@by_heart.question
def _stories(person: Person, keys: list[int]) -> StorySet:
    return asking.listed(asking.readable(person)).annotate(where=F("group__name")).filter(pk__in=keys)


@by_heart.question
def _replies(person: Person, keys: list[int]) -> ReplySet:
    told = [f"story__{name}" for name in (*asking.TOLD, *asking.WHEN, *asking.BY) if name != "text"]
    found = (
        asking.said(asking.replies(person)).select_related("by", "story__by").annotate(where=F("story__group__name"))
    )
    return found.only(*asking.SAID, *asking.BY, *told).filter(pk__in=keys)


@by_heart.question
def _keepsakes(person: Person, keys: list[int]) -> KeepsakeSet:
    return asking.keepsakes(person).filter(pk__in=keys)


def _as_found(one: One, person: Person, words: tuple[str, ...]) -> Found:
    if isinstance(one, Story):
        return _story(one, person, words)
    return _reply(one, person, words) if isinstance(one, Reply) else _keepsake(one, person, words)


def _story(one: Story, person: Person, words: tuple[str, ...]) -> Found:
    kind = _("a letter to the newcomer I was") if one.kind == Story.Kind.LETTER else _("a story")
    return Found(kind=kind, who=_teller(one, person), said=_said(one.text, one, person), **_of_story(one, words, one))


def _reply(one: Reply, person: Person, words: tuple[str, ...]) -> Found:
    who = one.by.alias
    if one.story.without_alias and one.by_id == one.story.by_id:
        who = _("Whoever told the story")
    who = _("You") if one.by.person_id == person.pk else who
    facts = _of_story(one.story, words, one) | {"at": one.at, "path": f"{one.story.get_absolute_url()}#answers"}
    facts["notes"] = tuple(dict.fromkeys((*facts["notes"], *notes.names(one))))
    said = "" if notes.names(one) and one.by.person_id != person.pk else _said(one.text, one.story, person)
    return Found(kind=_("a reply"), who=who, said=said, **facts)


def _keepsake(one: Keepsake, person: Person, words: tuple[str, ...]) -> Found:
    return Found(
        at=one.shared_at or one.made_at,
        kind=_("a keepsake"),
        path=one.get_absolute_url(),
        title=one.described,
        who=_("You") if one.is_by(person) else one.by.alias,
        where=one.group.name,
        said=one.text,
        words=words,
    )


def _of_story(one: Story, words: tuple[str, ...], found: Story | Reply) -> dict[str, Any]:
    return {
        "at": one.shared_at,
        "path": one.get_absolute_url(),
        "title": one.title or _("A story without a title"),
        "where": found.__dict__["where"],
        "words": words,
        "notes": tuple(notes.names(one)),
    }


def _teller(one: Story, person: Person) -> str:
    if one.is_by(person):
        return _("You, without your alias") if one.without_alias else _("You")
    return _("Someone in this group") if one.without_alias else one.by.alias


def _said(text: str, of: Story, person: Person) -> str:
    """What a snippet is made of: nothing where it is folded for this reader."""
    return "" if notes.names(of) and not of.is_by(person) else text
