"""What is found among the stories, replies and keepsakes of someone's groups, newest first: only what they may see this moment.

What speaks of something is found folded: its notes, and no word of it. What they would rather not meet is not found at all.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from kith.kit import by_heart, searching
from kith.kit.searching import Found
from kith.people.models import Person
from kith.stories import asking, indexing, notes
from kith.stories.models import Keepsake, Reply, Story, Words
from kith.stories.models.keepsake import KeepsakeSet
from kith.stories.models.reply import ReplySet
from kith.stories.models.story import StorySet

A_PAGE = 20  # of a search
FIRST_LOOK = 64  # keys, of up to six hundred: PostgreSQL looks each up by itself, while there are few
T = TypeVar("T", Story, Reply)


def found(person: Person, typed: str, *, mine: Iterable[tuple[int, int, int | None]], most: int) -> list[Found]:
    """`mine`: for each group of theirs with this cupboard open its key, their membership's, and that of a pact that lasts."""
    what = searching.asked(typed, places=indexing.places(mine))
    keys = searching.newest(Words, what, "story", "reply", "keepsake") if what.words and what.places else []
    stories, replies, keepsakes = (
        ([key for key in kind if key] for kind in zip(*keys, strict=True)) if keys else ([],) * 3
    )
    told, said = _stories(person, stories, 2 * most), _replies(person, replies, 2 * most)
    hushed = _left_out(person, [*told, *said, *(one.story for one in said)])
    rows: list[tuple[Any, Any, Any]] = [
        *((one.shared_at, _story, one) for one in told if one not in hushed),
        *((one.at, _reply, one) for one in said if one not in hushed and one.story not in hushed),
        *((one.shared_at or one.made_at, _keepsake, one) for one in _keepsakes(person, keepsakes, most)),
    ]
    newest = sorted(rows, key=lambda row: row[0], reverse=True)[:most]
    return [show(one, person, what.words) for _at, show, one in newest]


def _newest_of(ask: by_heart.Question[[Person, list[int]], T], person: Person, keys: list[int], most: int) -> list[T]:
    """Asked of the newest first. Only where too few of them may be seen, of all that were found."""
    some = max(FIRST_LOOK, 3 * most // 2)
    found = ask(person, keys[:some]) if keys else []
    return ask(person, keys) if len(found) < most and len(keys) > some else found


def _stories(person: Person, keys: list[int], most: int) -> list[Story]:
    return _newest_of(_among_stories(most), person, keys, most)


@cache
def _among_stories(most: int) -> by_heart.Question[[Person, list[int]], Story]:
    def newest(person: Person, keys: list[int]) -> StorySet:
        found = asking.listed(asking.readable(person)).select_related("group")
        return found.only(*asking.TOLD, *asking.WHEN, *asking.BY, "group__name").filter(pk__in=keys).newest()[:most]

    return by_heart.question(newest)


def _replies(person: Person, keys: list[int], most: int) -> list[Reply]:
    return _newest_of(_among_replies(most), person, keys, most)


@cache
def _among_replies(most: int) -> by_heart.Question[[Person, list[int]], Reply]:
    told = [f"story__{name}" for name in (*asking.TOLD, *asking.WHEN, *asking.BY, "group__name") if name != "text"]

    def newest(person: Person, keys: list[int]) -> ReplySet:
        found = asking.said(asking.replies(person)).select_related("by", "story__by", "story__group")
        return found.only(*asking.SAID, *asking.BY, *told).filter(pk__in=keys).order_by("-at")[:most]

    return by_heart.question(newest)


def _keepsakes(person: Person, keys: list[int], most: int) -> list[Keepsake]:
    return _among_keepsakes(person, keys)[:most] if keys else []


@by_heart.question
def _among_keepsakes(person: Person, keys: list[int]) -> KeepsakeSet:
    return asking.keepsakes(person).filter(pk__in=keys).newest()[: 10 * A_PAGE + 1]


def _left_out(person: Person, told: list[Story | Reply]) -> set[Story | Reply]:
    """Asked only where something has notes at all. One's own is never left out."""
    noted = [one for one in told if one.notes and one.by.person_id != person.pk]
    wishes = notes.gentle(person) if noted else None
    return {one for one in noted if wishes and notes.is_left_out(one, wishes)}


def _story(one: Story, person: Person, words: tuple[str, ...]) -> Found:
    kind = _("a letter to the newcomer I was") if one.kind == Story.Kind.LETTER else _("a story")
    return Found(kind=kind, who=_teller(one, person), said=_said(one.text, one, person), **_of_story(one, words))


def _reply(one: Reply, person: Person, words: tuple[str, ...]) -> Found:
    who = one.by.alias
    if one.story.without_alias and one.by_id == one.story.by_id:
        who = _("Whoever told the story")
    who = _("You") if one.by.person_id == person.pk else who
    facts = _of_story(one.story, words) | {"at": one.at, "path": f"{one.story.get_absolute_url()}#answers"}
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
