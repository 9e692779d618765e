"""What is found among the stories, replies and keepsakes of someone's groups, newest first: only what they may see this moment.

What speaks of something is found folded: its notes, and no word of it. What they would rather not meet is not found at all.
"""

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Exists,
    F,
    IntegerField,
    JSONField,
    Model,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext as _

from kith.kit import addresses, by_heart, searching
from kith.kit.searching import Found
from kith.people.models import Person
from kith.stories import asking, indexing, notes
from kith.stories.models import Story, Words

ABOUT = ("story", "reply", "keepsake")
M = TypeVar("M", bound=Model)
Row = dict[str, Any]  # rows, not objects: a page of them is made in a third of the time
Mine = tuple[
    int, int, int | None
]  # of each group of theirs with this cupboard open: its key, their membership's, their pact's


def found(
    person: Person,
    typed: str,
    *,
    mine: Iterable[Mine],
    leave_out: Iterable[str],
    is_apart: bool,
    most: int,
    before: datetime | None,
) -> list[Found]:
    """From `before` on backwards; what they would rather not meet (`leave_out`) is left out. At most four questions.

    Of who is kept apart from someone it is first asked what they may see, since that may be little of the newest. Everyone else
    is simply shown the newest.
    """
    what, unwished = searching.asked(typed, places=indexing.places(mine)), tuple(sorted(leave_out))

    asked = (person, searching.told_to(Words, what), before or searching.EVER, unwished)
    if not (what.words and what.places):
        rows = []
    elif is_apart:
        rows = _seen(person, _nearest(*asked, most), unwished)[:most]
    else:
        first = searching.newest(Words, what, *ABOUT, before=before)
        look = partial(_seen, person, unwished=unwished)
        rows = searching.seen(first, look, partial(_however_far, *asked, (most,)), most=most)
    return [_as_found(one, person, what.words) for one in rows]


def _seen(person: Person, keys: searching.Keys, unwished: tuple[str, ...]) -> list[Row]:
    """Of these keys what may be seen, in their order."""
    if not keys:
        return []
    place = {(what, key): at for at, one in enumerate(keys) for what, key in zip(ABOUT, one, strict=True) if key}
    kinds = ([key or by_heart.NOBODY for key in kind] for kind in zip(*keys, strict=True))
    rows = [one for one in _rows(person, *kinds) if not _left_out(one, person, unwished)]
    return sorted(rows, key=lambda one: place[one["about"], one["key"]])


def _left_out(one: Row, person: Person, unwished: tuple[str, ...]) -> bool:
    """One's own is never left out."""
    reply = one["about"] == "reply" and one["reply_by"] != person.pk and _speaks_of(one["reply_notes"], unwished)
    return reply or (one["teller"] != person.pk and _speaks_of(one["told_notes"], unwished))


def _speaks_of(told: list[str], unwished: tuple[str, ...]) -> bool:
    return bool(told) and not set(unwished).isdisjoint(told)


def _nearest(
    person: Person, told: str, before: datetime, unwished: tuple[str, ...], most: int
) -> "list[tuple[int | None, ...]]":
    """The newest that they may see and do not leave out: nearly always among the newest NEAR in which it is found."""
    near = _near(person, told, before, unwished, (NEAR,))
    keys = [tuple(key) for *key, may in near if may]
    enough = len(keys) >= most or len(near) < NEAR
    return keys[:most] if enough else _however_far(person, told, before, unwished, (most,))


@by_heart.question
def _near(
    person: Person, told: str, before: datetime, unwished: tuple[str, ...], near: tuple[int]
) -> "QuerySet[Words, tuple[int | None, ...]]":
    """The newest in which it is found, and of each whether they may. A question in a question: else it is asked of all first."""
    newest = searching.back_from(Words, told, before).values("pk")[: near[0]]
    found = Words.objects.filter(pk__in=newest).annotate(may=_may(person, unwished)).order_by("-at", "-pk")
    return found.values_list(*ABOUT, "may")


@by_heart.question
def _however_far(
    person: Person, told: str, before: datetime, unwished: tuple[str, ...], most: tuple[int]
) -> "QuerySet[Words, tuple[int | None, ...]]":
    found = searching.back_from(Words, told, before).filter(_may(person, unwished))
    return found.values_list(*ABOUT)[: most[0]]


def _may(person: Person, unwished: tuple[str, ...]) -> Q:
    """They may see it and do not leave it out.

    `lte`: else PostgreSQL would rather find out first what they may see in all their groups (16,000 replies for 400 rows).
    """
    stories = _without(asking.readable(person), person, unwished)
    replies = _without(_without(asking.replies(person), person, unwished), person, unwished, "story__")
    told_of, said_in, shown = (
        Exists(those.filter(pk=OuterRef(what), pk__lte=OuterRef(what)))
        for those, what in ((stories, "story"), (replies, "reply"), (asking.keepsakes(person), "keepsake"))
    )
    return Q(told_of) | Q(said_in) | Q(shown)


def _without(found: "QuerySet[M]", person: Person, unwished: tuple[str, ...], there: str = "") -> "QuerySet[M]":
    """None of others that speaks of one of these. Notes are keys of a list, so their text tells."""
    found = found.alias(**{f"{there}told": Cast(f"{there}notes", TextField())})
    for one in unwished:
        found = found.filter(Q((f"{there}by__person", person)) | ~Q((f"{there}told__contains", f'"{one}"')))
    return found


NEAR = 300
NO_NOTES = Cast(Value("[]"), JSONField())
NO_WORDS, NO = Value("", CharField()), Value(False, BooleanField())


def _of_story(story: str) -> dict[str, Any]:
    """What is shown of a story, found itself (and then this is empty) or by a reply under it: the same names for both."""
    return {
        "ref_told": F(f"{story}ref"),
        "title_told": F(f"{story}title"),
        "told_notes": F(f"{story}notes"),
        "told_note_words": F(f"{story}note_words"),
        "nameless": F(f"{story}without_alias"),
        "teller": F(f"{story}by__person"),
        "where": F(f"{story}group__name"),
    }


KEEPSAKE: dict[str, Any] = {
    "ref_told": F("ref"),
    "title_told": F("described"),
    "told_notes": NO_NOTES,
    "told_note_words": NO_WORDS,
    "nameless": NO,
    "teller": F("by__person"),
    "where": F("group__name"),
}


@by_heart.question
def _rows(person: Person, stories: list[int], replies: list[int], keepsakes: list[int]) -> "QuerySet[Story, Any]":
    """One question for the three: in each the same columns in the same order."""
    plain = {"key": F("pk"), "said": F("text"), "alias": F("by__alias")}
    no_reply = {
        "reply_by": Value(None, IntegerField()),
        "by_teller": NO,
        "reply_notes": NO_NOTES,
        "reply_words": NO_WORDS,
    }
    reply = {
        "reply_by": F("by__person"),
        "by_teller": _by_teller(),
        "reply_notes": F("notes"),
        "reply_words": F("note_words"),
    }
    letter = Case(When(kind=Story.Kind.LETTER, then=True), default=False, output_field=BooleanField())
    told = {"about": Value("story", CharField()), "when": F("shared_at"), "letter": letter} | no_reply | _of_story("")
    answered = {"about": Value("reply", CharField()), "when": F("at"), "letter": NO} | reply | _of_story("story__")
    shown = (
        {"about": Value("keepsake", CharField()), "when": Coalesce("shared_at", "made_at"), "letter": NO}
        | no_reply
        | KEEPSAKE
    )
    return (
        asking.readable(person)
        .filter(pk__in=stories)
        .values(**plain, **told)
        .union(
            asking.replies(person).filter(pk__in=replies).values(**plain, **answered),
            asking.keepsakes(person).filter(pk__in=keepsakes).values(**plain, **shown),
            all=True,
        )
    )


def _by_teller() -> Case:
    return Case(When(by=F("story__by"), then=True), default=False, output_field=BooleanField())


def _as_found(one: Row, person: Person, words: tuple[str, ...]) -> Found:
    made = {"story": _story, "reply": _reply, "keepsake": _keepsake}[one["about"]]
    return Found(at=one["when"], where=one["where"], words=words, **made(one, person))


def _story(one: Row, person: Person) -> dict[str, Any]:
    folds = notes.in_words(one["told_notes"], one["told_note_words"])
    return {
        "kind": _("a letter to the newcomer I was") if one["letter"] else _("a story"),
        "who": _teller(one, person),
        "said": "" if folds and one["teller"] != person.pk else one["said"],
        "notes": tuple(folds),
        **_of(one),
    }


def _reply(one: Row, person: Person) -> dict[str, Any]:
    """Nothing of it is shown where it, or the story above it, is folded for this reader."""
    who = _("Whoever told the story") if one["nameless"] and one["by_teller"] else one["alias"]
    told = notes.in_words(one["told_notes"], one["told_note_words"])
    own = notes.in_words(one["reply_notes"], one["reply_words"])
    folded = (own and one["reply_by"] != person.pk) or (told and one["teller"] != person.pk)
    facts = _of(one)
    return {
        "kind": _("a reply"),
        "who": _("You") if one["reply_by"] == person.pk else who,
        "said": "" if folded else one["said"],
        "notes": tuple(dict.fromkeys((*told, *own))),
        "path": f"{facts['path']}#answers",
        "title": facts["title"],
    }


def _keepsake(one: Row, person: Person) -> dict[str, Any]:
    return {
        "kind": _("a keepsake"),
        "path": addresses.at("stories:keepsake", one["ref_told"]),
        "title": one["title_told"],
        "who": _("You") if one["teller"] == person.pk else one["alias"],
        "said": one["said"],
    }


def _of(one: Row) -> dict[str, Any]:
    return {
        "path": addresses.at("stories:story", one["ref_told"]),
        "title": one["title_told"] or _("A story without a title"),
    }


def _teller(one: Row, person: Person) -> str:
    if one["teller"] == person.pk:
        return _("You, without your alias") if one["nameless"] else _("You")
    return _("Someone in this group") if one["nameless"] else one["alias"]
