"""A month of use in which everything that is written holds a word of its own, so that whoever receives it can be seen (A2)."""

import copy
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from string import ascii_lowercase
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import timezone

from kith.care import among
from kith.care.looking import look
from kith.companions.models import Off, Outing
from kith.groups.models import FirstVisit, Membership
from kith.meetings.models import Correction, Debrief, Meeting, NotHeld
from kith.notices.models import Wishes
from kith.notices.sorts import SORTS
from kith.people.models import Mailbox, Person
from kith.site import holding
from kith.stories import drafting, folding, replying, writing
from kith.stories.models import Draft, Keepsake, Story
from tests.access import companions, matrix, world
from tests.access.matrix import Row
from tests.access.test_matrix import ROUTES, filled
from tests.access.world import World

APPS = {"groups", "meetings", "stories", "library", "goals", "care", "notices"}
HAPPENED = (
    *(("door", "unlisted"), ("asking", "open"), ("question", "answered"), ("format", "own"), ("series", "going-on")),
    *(("evening", "over"), ("meeting", "cancelled"), ("hello", "asked"), ("shelf", "open"), ("told-story", "open")),
    *(("telling", "waiting"), ("keeping", "open"), ("kindness", "open"), ("journal", "begun")),
    *(("goal", "mine"), ("goal", "companion"), ("goal", "group"), ("goal", "over")),
    ("outing", "open"),
)
OUTINGS = ("companions.Outing.", "companions.Off.")
FIELDS = [one.name for one in holding.fields() if one.kind == "words" and one.name.split(".")[0] in APPS]
FIELDS += ["groups.Membership.alias", "companions.Encouragement.text", "journey.Note.sealed"]
FIELDS += [one.name for one in holding.fields() if one.kind == "words" and one.name.startswith(OUTINGS)]
CALLED = {"ben": "member", "new": "just-joined", "ana": "facilitator", "dee": "co-facilitator"}
CALLED |= {"eve": "member-elsewhere", "fay": "facilitator-elsewhere", "former": "former-facilitator"}
HAPPENED = (*HAPPENED, ("journey", "open"))
FIELDS += ["journey.First.words", "journey.Day.words", "journey.Told.words", "journey.Letter.text"]
LINKS = {"token"}  # whoever has a link reads what it leads to: that is the door's to test


@dataclass
class Month:
    """`words`: each word to the field and the row it is in. `asked`: every page there is, with what stands behind it."""

    here: World
    words: dict[str, tuple[str, models.Model]] = field(default_factory=dict)
    asked: list[tuple[Row, str]] = field(default_factory=list)
    roles: dict[int, str] = field(default_factory=dict)  # by the number of the person


def live() -> Month:
    """Everything happens, by verbs where there are some; then every word of it is made its own."""
    month = Month(world.build("", ""))
    pages(month, "", "")
    for thing, state in HAPPENED:
        world.THINGS[thing](month.here, state)
        more_of(month.here, thing)
        pages(month, thing, state)
    pages(month, "story", "shared")
    by_mail()
    write_words(month)
    month.roles = {one.pk: CALLED.get(one.sign_in, one.sign_in) for one in Person.objects.all()}
    return month


def pages(month: Month, thing: str, state: str) -> None:
    for row in matrix.rows():
        if row.thing == thing and state in row.states and not LINKS & {key for key, _ in ROUTES[row.route].takes}:
            path = ROUTES[row.route].path(**filled(month.here, row.said.get("at", {})))
            month.asked.append((row, path + row.said.get("query", "").format(**month.here.names())))


def more_of(here: World, thing: str) -> None:
    """What the matrix has no need of."""
    now, ana = timezone.now(), here.theirs.memberships.get(alias="Ana")
    if thing == "evening" and here.meeting:
        Debrief.objects.create(meeting=here.meeting, by=ana, how="x", took="x", leave="x", next="x")
        Correction.objects.create(meeting=here.meeting, what="member", membership=here.cy, was="away", by=ana, why="x")
        Meeting.objects.filter(pk=here.meeting.pk).update(place="x")
        before = Meeting.objects.get(pk=here.meeting.pk)
        before.pk, before.ref, before.starts_at = None, "e" * 17, before.starts_at - timedelta(days=7)
        before.save()
        NotHeld.objects.create(meeting=before, by=ana, why="x")
    if thing == "keeping":
        FirstVisit.objects.create(membership=here.cy, say="x", leave_with="x")
        asked = among.ask(words="y", by=Person.objects.get(sign_in="fay"), now=now)
        among.answer(asking=asked, words="x", by=ana.person, now=now)
    if thing == "outing":
        off = Outing.objects.create(group=here.theirs, by=ana, title="x", place="x", ends_at=now + timedelta(days=2))
        Off.objects.create(outing=off, by=ana, how="proposer", why="x")
    if thing == "told-story" and here.telling:
        stories(here, ana)


def stories(here: World, ana: Membership) -> None:
    """Ben's, without his alias, told about; looked at by Ana. One folded, one for oneself, a draft, drafts of replies."""
    now, ben, new = timezone.now(), here.theirs.memberships.get(alias="Ben"), here.theirs.memberships.get(alias="New")
    assert here.telling
    look(here.telling, what="whose", why="x", by=ana.person, now=now)
    said = {"title": "x", "text": "x", "note_words": "x"}
    Story.objects.update(**said)
    folded = writing.share(writing.begin(by=ben, now=now, **said), now=now)
    folding.fold(folded, why="x", by=ana.person, now=now)
    writing.share(writing.begin(by=ben, now=now, readers="me", **said), now=now)
    writing.begin(by=ben, now=now, **said)
    companions.keep_company(here)
    between = writing.share(writing.begin(by=ben, now=now, readers="companion", **said), now=now)
    replying.reply(between, text="x", by=new, now=now, note_words="x")
    hushed = replying.reply(Story.objects.earliest("pk"), text="y", by=here.cy, now=now)
    folding.fold(hushed, why="x", by=ana.person, now=now)
    drafting.keep(Story.objects.earliest("pk"), text="x", by=new, now=now)
    Draft.objects.update(title="x")
    for shared in (now, None):
        Keepsake.objects.create(
            group=here.theirs, by=ben, text="x", described="x", folder=str(shared), shared_at=shared
        )


def by_mail() -> None:
    """Everyone has asked for everything by mail, at any hour."""
    for one in Person.objects.all():
        Mailbox.objects.get_or_create(person=one, defaults={"address": f"{one.sign_in}@example.org"})
        how = {sort.key: "mail" for sort in SORTS}
        Wishes.objects.update_or_create(person=one, defaults={"how": how, "quiet_from": None, "quiet_until": None})


def made_up() -> Iterator[str]:
    """Words of nobody's language, none of them part of another."""
    for number in range(len(ascii_lowercase) ** 3):
        one, two, three = number % 26, number // 26 % 26, number // 676
        yield f"zq{ascii_lowercase[one]}{ascii_lowercase[two]}{ascii_lowercase[three]}qz"


def write_words(month: Month) -> None:
    word = made_up()
    for name in FIELDS:
        label, _, column = name.rpartition(".")
        for row in apps.get_model(label)._default_manager.order_by("pk"):
            if getattr(row, "withdrawn_at", None) or getattr(row, "taken_back_at", None):
                continue
            said = next(word)
            type(row)._default_manager.filter(pk=row.pk).update(**{column: with_word(getattr(row, column), said)})
            month.words[said] = (name, row)


def with_word(value: Any, word: str) -> Any:
    """The value with the word in it; of what has a shape, as the question in it."""
    if isinstance(value, list):
        return [with_word(value[0], word), *value[1:]] if value else value
    if isinstance(value, dict):
        made = copy.deepcopy(value)
        if "parts" in made:
            made["parts"][0]["prompt"] = word
        else:
            made["prompt" if "prompt" in made else "name"] = word
        return made
    return f"{value.splitlines()[0]}\n{word}" if isinstance(value, str) and "\n" in value else word
