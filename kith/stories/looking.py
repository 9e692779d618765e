"""What is found among the stories, replies and keepsakes of someone's groups, newest first: only what they may see this moment.

What speaks of something is found folded: its notes, and no word of it. What they would rather not meet is not found at all.
"""

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from kith.kit import searching
from kith.kit.searching import Found
from kith.people.models import Person
from kith.stories import asking, indexing, notes
from kith.stories.models import Keepsake, Reply, Story, Words

BESIDE = ("story__by", "story__group", "reply__by", "reply__story__by", "reply__story__group")
BESIDE += ("keepsake__by", "keepsake__group")


def found(person: Person, typed: str, *, most: int) -> list[Found]:
    what = searching.asked(typed, places=indexing.places(asking.me(person).values_list("group_id", "pk")))
    if not (what.words and what.places):
        return []
    rows = searching.holding(Words, what).filter(_seen_by(person)).order_by("-at", "-pk").select_related(*BESIDE)
    wishes = notes.gentle(person)
    shown: list[Found] = []
    for row in rows[: 2 * most]:
        told = row.story or (row.reply.story if row.reply else None)
        if told is None or told.is_by(person) or not notes.is_left_out(told, wishes):
            shown.append(_as_found(row, person, what.words))
    return shown[:most]


def _seen_by(person: Person) -> Q:
    """Asked of each row at once, through what its own page is asked through."""
    story = Exists(asking.readable(person).filter(pk=OuterRef("story")))
    reply = Exists(asking.replies(person).filter(pk=OuterRef("reply")))
    keepsake = Exists(asking.keepsakes(person).filter(pk=OuterRef("keepsake")))
    return Q(story) | Q(reply) | Q(keepsake)


def _as_found(row: Words, person: Person, words: tuple[str, ...]) -> Found:
    if row.story:
        return _story(row.story, person, words)
    return _reply(row.reply, person, words) if row.reply else _keepsake(row, person, words)


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


def _keepsake(row: Words, person: Person, words: tuple[str, ...]) -> Found:
    one = row.keepsake
    assert isinstance(one, Keepsake)
    who = _("You") if one.is_by(person) else one.by.alias
    facts = {"at": row.at, "path": one.get_absolute_url(), "where": one.group.name, "words": words}
    return Found(kind=_("a keepsake"), who=who, title=one.described, said=one.text, **facts)  # type: ignore[arg-type]


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
