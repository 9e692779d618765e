"""What is found among the stories, replies and keepsakes of someone's groups, newest first: only what they may see this moment.

What speaks of something is found folded: its notes, and no word of it. What they would rather not meet is not found at all.
"""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from kith.kit import searching
from kith.kit.searching import Found
from kith.people.models import Person
from kith.stories import asking, indexing, notes
from kith.stories.models import Keepsake, Reply, Story, Words


def found(person: Person, typed: str, *, mine: Iterable[tuple[int, int]], most: int) -> list[Found]:
    """`mine`: for each group of theirs with this cupboard open its key, and that of their membership."""
    what = searching.asked(typed, places=indexing.places(mine))
    rows = searching.newest(Words, what, "story", "reply", "keepsake") if what.words and what.places else []
    stories, replies, keepsakes = (
        ([key for key in kind if key] for kind in zip(*rows, strict=True)) if rows else ([],) * 3
    )
    told, said = _stories(person, stories, 2 * most), _replies(person, replies, 2 * most)
    hushed = _left_out(person, [*told, *(one.story for one in said)])
    shown = [
        *(_story(one, person, what.words) for one in told if one.pk not in hushed),
        *(_reply(one, person, what.words) for one in said if one.story_id not in hushed),
        *(_keepsake(one, person, what.words) for one in _keepsakes(person, keepsakes, most)),
    ]
    return sorted(shown, key=lambda one: one.at, reverse=True)[:most]


def _stories(person: Person, keys: list[int], most: int) -> list[Story]:
    return list(asking.readable(person).filter(pk__in=keys).newest()[:most]) if keys else []


def _replies(person: Person, keys: list[int], most: int) -> list[Reply]:
    if not keys:
        return []
    return list(
        asking.replies(person)
        .filter(pk__in=keys)
        .select_related("by", "story__by", "story__group")
        .defer("story__text")
        .order_by("-at")[:most]
    )


def _keepsakes(person: Person, keys: list[int], most: int) -> list[Keepsake]:
    return list(asking.keepsakes(person).filter(pk__in=keys).newest()[:most]) if keys else []


def _left_out(person: Person, told: list[Story]) -> set[int]:
    """Asked only where something has notes at all. One's own is never left out."""
    noted = [one for one in told if one.notes and not one.is_by(person)]
    wishes = notes.gentle(person) if noted else None
    return {one.pk for one in noted if wishes and notes.is_left_out(one, wishes)}


def _story(one: Story, person: Person, words: tuple[str, ...]) -> Found:
    kind = _("a letter to the newcomer I was") if one.kind == Story.Kind.LETTER else _("a story")
    return Found(kind=kind, who=_teller(one, person), said=_said(one.text, one, person), **_of_story(one, words))


def _reply(one: Reply, person: Person, words: tuple[str, ...]) -> Found:
    who = one.by.alias
    if one.story.without_alias and one.by_id == one.story.by_id:
        who = _("Whoever told the story")
    who = _("You") if one.by.person_id == person.pk else who
    facts = _of_story(one.story, words) | {"at": one.at, "path": f"{one.story.get_absolute_url()}#answers"}
    return Found(kind=_("a reply"), who=who, said=_said(one.text, one.story, person), **facts)


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


def _of_story(one: Story, words: tuple[str, ...]) -> dict[str, Any]:
    return {
        "at": one.shared_at,
        "path": one.get_absolute_url(),
        "title": one.title or _("A story without a title"),
        "where": one.group.name,
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
