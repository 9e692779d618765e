"""What is found among the stories, replies and keepsakes of someone's groups, newest first: only what they may see this moment.

What speaks of something is found folded: its notes, and no word of it. What they would rather not meet is not found at all.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import BooleanField, Case, F, IntegerField, QuerySet, Value, When
from django.utils.translation import gettext as _

from kith.kit import addresses, by_heart, searching
from kith.kit.searching import Found
from kith.people.models import Person
from kith.stories import asking, indexing, notes
from kith.stories.models import Gentle, Keepsake, Reply, Story, Words
from kith.stories.models.keepsake import KeepsakeSet

Row = dict[str, Any]  # rows, not objects: a page of them is made in a third of the time
Mine = tuple[
    int, int, int | None
]  # of each group of theirs with this cupboard open: its key, their membership's, their pact's


def found(
    person: Person, typed: str, *, mine: Iterable[Mine], wishes: Gentle, most: int, before: datetime | None
) -> list[Found]:
    """From `before` on backwards; what they would rather not meet (`wishes`) is left out."""
    what = searching.asked(typed, places=indexing.places(mine))
    keys = searching.newest(Words, what, "story", "reply", "keepsake", before=before)
    rows = searching.seen(keys, lambda some: _seen(person, some, set(wishes.leave_out)), most=most)
    return [_as_found(one, person, what.words) for one in rows]


def _seen(person: Person, keys: searching.Keys, unwished: set[str]) -> list[Row | Keepsake]:
    """Of these keys what may be seen, newest first."""
    stories, replies, keepsakes = ([key for key in kind if key] for kind in zip(*keys, strict=True))
    told = [one for one in _stories(person, stories) if not _left_out(one, person, unwished)] if stories else []
    said = [one for one in _replies(person, replies) if not _left_out(one, person, unwished)] if replies else []
    kept = _keepsakes(person, keepsakes) if keepsakes else []
    return sorted([*told, *said, *kept], key=_when, reverse=True)


def _when(one: Row | Keepsake) -> datetime:
    return (one.shared_at or one.made_at) if isinstance(one, Keepsake) else one["when"]


def _left_out(one: Row, person: Person, unwished: set[str]) -> bool:
    """One's own is never left out."""
    reply = one["reply_by"] not in (None, person.pk) and not unwished.isdisjoint(one["reply_notes"])
    return reply or (one["teller"] != person.pk and not unwished.isdisjoint(one["told_notes"]))


def _of_story(story: str) -> dict[str, F]:
    """What is shown of a story, found itself (and then this is empty) or by a reply under it: the same names for both."""
    return {
        "story_ref": F(f"{story}ref"),
        "title_told": F(f"{story}title"),
        "told_notes": F(f"{story}notes"),
        "told_note_words": F(f"{story}note_words"),
        "nameless": F(f"{story}without_alias"),
        "teller": F(f"{story}by__person"),
        "where": F(f"{story}group__name"),
    }


@by_heart.question
def _stories(person: Person, keys: list[int]) -> "QuerySet[Story, Any]":
    own = {"when": F("shared_at"), "alias": F("by__alias"), "reply_by": Value(None, IntegerField())}
    return asking.readable(person).filter(pk__in=keys).values("text", "kind", **own, **_of_story(""))


@by_heart.question
def _replies(person: Person, keys: list[int]) -> "QuerySet[Reply, Any]":
    own = {"when": F("at"), "alias": F("by__alias"), "reply_by": F("by__person"), "reply_notes": F("notes")}
    by_teller = Case(When(by=F("story__by"), then=True), default=False, output_field=BooleanField())
    found = asking.replies(person).filter(pk__in=keys)
    return found.values("text", "note_words", **own, by_teller=by_teller, **_of_story("story__"))


@by_heart.question
def _keepsakes(person: Person, keys: list[int]) -> KeepsakeSet:
    return asking.keepsakes(person).filter(pk__in=keys)


def _as_found(one: Row | Keepsake, person: Person, words: tuple[str, ...]) -> Found:
    if isinstance(one, Keepsake):
        return _keepsake(one, person, words)
    return _reply(one, person, words) if one["reply_by"] else _story(one, person, words)


def _story(one: Row, person: Person, words: tuple[str, ...]) -> Found:
    kind = _("a letter to the newcomer I was") if one["kind"] == Story.Kind.LETTER else _("a story")
    folds = notes.in_words(one["told_notes"], one["told_note_words"])
    said = "" if folds and one["teller"] != person.pk else one["text"]
    return Found(kind=kind, who=_teller(one, person), said=said, notes=tuple(folds), **_both(one, words))


def _reply(one: Row, person: Person, words: tuple[str, ...]) -> Found:
    """Nothing of it is shown where it, or the story above it, is folded for this reader."""
    who = _("Whoever told the story") if one["nameless"] and one["by_teller"] else one["alias"]
    who = _("You") if one["reply_by"] == person.pk else who
    told = notes.in_words(one["told_notes"], one["told_note_words"])
    own = notes.in_words(one["reply_notes"], one["note_words"])
    folded = (own and one["reply_by"] != person.pk) or (told and one["teller"] != person.pk)
    facts = _both(one, words) | {"notes": tuple(dict.fromkeys((*told, *own)))}
    facts["path"] += "#answers"
    return Found(kind=_("a reply"), who=who, said="" if folded else one["text"], **facts)


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


def _both(one: Row, words: tuple[str, ...]) -> dict[str, Any]:
    return {
        "at": one["when"],
        "path": addresses.at("stories:story", one["story_ref"]),
        "title": one["title_told"] or _("A story without a title"),
        "where": one["where"],
        "words": words,
    }


def _teller(one: Row, person: Person) -> str:
    if one["teller"] == person.pk:
        return _("You, without your alias") if one["nameless"] else _("You")
    return _("Someone in this group") if one["nameless"] else one["alias"]
