"""D6: every field is declared, and what the register says about erasing is what happens."""

import html
import itertools
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import models
from django.test import Client
from django.utils import timezone

from kith.care.models import Telling
from kith.circle import opening, room
from kith.circle.models import Entry, Room
from kith.groups.models import (
    Acceptance,
    Agreement,
    Asking,
    FirstVisit,
    Following,
    Greeting,
    Invitation,
    InvitationUse,
    Membership,
    Offer,
    Question,
    Standing,
)
from kith.meetings.models import (
    Attendance,
    Cancellation,
    Coming,
    Correction,
    Debrief,
    HardWeek,
    Meeting,
    Moved,
    NotHeld,
    PieceAsked,
    Series,
    Skipped,
    ToldOf,
    Variation,
    WrittenFormat,
)
from kith.notices.models import Letter, Notice, Wishes
from kith.people import erasing
from kith.people.models import Apart, Mailbox, Person, RecoveryCode
from kith.site import holding
from tests.cast import Cast, agenda, group, meeting, member, person
from tests.privacy import goals, keeping, kindness

MARK = "xylofoon"  # no page, agreement or prompt has this word
DECLARED = {one.name: one for one in holding.fields()}
FIELDS = {
    f"{model._meta.label}.{field.name}": field
    for model in apps.get_models(include_auto_created=False)
    for field in (*model._meta.local_fields, *model._meta.local_many_to_many)
}


def test_every_field_is_declared_and_none_that_is_gone() -> None:
    assert sorted(FIELDS.keys() - DECLARED.keys()) == []
    assert sorted(DECLARED.keys() - FIELDS.keys()) == []


def test_none_is_declared_twice() -> None:
    names = [name for shelf in holding.register()["shelf"] for name in shelf["field"]]
    assert len(names) == len(set(names))


def test_each_says_all_five_things_in_words_that_exist() -> None:
    register = holding.register()
    for one in DECLARED.values():
        assert one.kind in holding.CLASSES, one.name
        assert one.keep in register["keep"], one.name
        assert one.on_erase in register["on_erase"], one.name
        assert isinstance(one.export, bool), one.name
        assert one.why, one.name
        assert one.kind in {"link", "machine"} or one.what or one.why not in {"", register["link"]["why"]}, one.name


def test_what_is_declared_of_a_pointer_is_what_the_database_does() -> None:
    """A pointer at a person or their membership either takes its row along or is emptied."""
    for name, field in FIELDS.items():
        if not isinstance(field, models.ForeignKey):
            continue
        said = DECLARED[name].on_erase
        if field.related_model in (Person, Membership):
            assert said == {models.CASCADE: "row", models.SET_NULL: "null"}[field.remote_field.on_delete], name
        else:
            assert said != "null", name


def test_the_page_tells_of_everything_that_is_declared() -> None:
    page = html.unescape(Client().get("/what-we-hold/").content.decode())
    for shelf in holding.shelves():
        assert shelf["title"] in page
        assert shelf["things"]
    assert page.count("<dt>") == sum(1 for one in DECLARED.values() if one.what)


def marks() -> Iterator[str]:
    """A different word for each field, all of them found by their beginning."""
    return (f"{MARK}{number}" for number in itertools.count())


def leave_traces(gus: Membership, cast: Cast) -> dict[str, list[models.Model]]:
    """One row of everything a person can leave behind: `owned` rows are theirs, `touched` ones belong to others or the group."""
    word = marks()
    who, theirs, now = gus.person, cast.group, timezone.now()
    evening = cast.meeting
    asked = agenda()
    asked["parts"][2] |= {"prompt": next(word), "lighter": next(word)}
    planned = meeting(theirs, starts_in=60 * 24, planned_by=gus, facilitator=gus, prompt_key="", agenda=asked)
    client = Client(headers={"User-Agent": next(word)})
    client.post("/sign-in/", {"login": who.sign_in, "password": "a long enough phrase"})
    again = Series.objects.create(
        group=theirs, rule="FREQ=WEEKLY;BYDAY=TU", starts_on=now.date(), clock=now.time(), zone="UTC"
    )
    again.planned_by = again.facilitator = gus
    again.save()
    made = Invitation.objects.create(group=theirs, hash="h" * 64, by=gus, expires_at=now + timedelta(days=1))
    cy = member(theirs, "Cy")
    owned: list[models.Model] = [
        who,
        gus,
        Mailbox.objects.create(person=who, address=f"{next(word)}@example.org"),
        RecoveryCode.objects.create(person=who, hash=next(word)),
        Apart.objects.create(by=who, of=cast.ben, kind="block"),
        Apart.objects.create(by=cast.ben, of=who, kind="unsafe"),
        Standing.objects.create(membership=gus, what="member", by=cast.as_ana, why=next(word)),
        *Acceptance.objects.filter(membership=gus),
        InvitationUse.objects.create(invitation=made, membership=gus),
        Attendance.objects.create(meeting=evening, membership=gus, came_at=now),
        PieceAsked.objects.create(meeting=evening, of=gus, by=cast.as_ana),
        Debrief.objects.create(
            meeting=evening, by=gus, how=next(word), took=next(word), leave=next(word), next=next(word)
        ),
        *Session.objects.all(),
        (told := Notice.objects.create(person=who, kind=Notice.Kind.MOVED, key=next(word), path="/")),
        Letter.objects.create(notice=told),
        Wishes.objects.create(person=who),
        *said_of_coming(gus, planned, cast),
        *at_the_door(gus, word),
        *keeping.theirs(gus, cast, word),
        *kindness.theirs(gus, cast, word),
        *goals.theirs(gus, cast, word),
    ]
    own = WrittenFormat.objects.create(group=theirs, name="Ours", by=gus)
    touched = [
        made,
        own,
        Variation.objects.create(format=own, on="nth", number=1, part="closing", by=gus),
        PieceAsked.objects.create(meeting=planned, of=cy, by=gus),
        planned,
        again,
        Skipped.objects.create(series=again, day=now.date(), by=gus, why=next(word)),
        Standing.objects.create(membership=cy, what="member", by=gus, why=next(word)),
        Agreement.objects.create(group=theirs, version=2, text="I may pass.", adopted_by=gus),
        Cancellation.objects.create(meeting=planned, by=gus, why=next(word)),
        NotHeld.objects.create(meeting=evening, by=gus, why=next(word)),
        Correction.objects.create(meeting=evening, what="member", membership=cy, was="away", by=gus, why=next(word)),
        Moved.objects.create(meeting=planned, was=now, became=planned.starts_at, by=gus),
        ToldOf.objects.create(meeting=planned, membership=cy, by=gus),
        asked_for_a_hello(cast.as_ben, planned, of=gus),
        *answered_at_the_door(gus, cy, word),
        *keeping.touched(gus, cy, cast, word),
        Telling.objects.create(by=who, group=theirs, about=cy, to="facilitators", where="circle", words=next(word)),
        Telling.objects.create(by=cast.ben, group=theirs, about=gus, to="host", words="his words", seen_by=who),
    ]
    return {"owned": owned, "touched": touched}


def at_the_door(gus: Membership, word: Iterator[str]) -> list[models.Model]:
    """What they asked, waited for, planned and followed."""
    whose, now = {"membership": gus}, timezone.now()
    return [
        Asking.objects.create(**whose, words=next(word), answer="welcome", answer_words=next(word)),
        Offer.objects.create(**whose, was="waiting", until=now),
        Question.objects.create(group=gus.group, person=gus.person, hash=next(word), words=next(word)),
        Following.objects.create(group=gus.group, person=gus.person),
        FirstVisit.objects.create(**whose, say=next(word), leave_with=next(word)),
        Greeting.objects.create(**whose, due_at=now),
    ]


def answered_at_the_door(gus: Membership, cy: Membership, word: Iterator[str]) -> list[models.Model]:
    """What they answered, offered and said to others."""
    now, theirs = timezone.now(), {"answered_by": gus, "answered_at": timezone.now()}
    return [
        Asking.objects.create(membership=cy, answer="welcome", answer_words=next(word), **theirs),
        Offer.objects.create(membership=cy, by=gus, was="left", until=now),
        Question.objects.create(group=gus.group, hash="q" * 64, words="May I?", answer=next(word), **theirs),
        Greeting.objects.create(membership=cy, due_at=now, said_at=now, by=gus),
    ]


def said_of_coming(gus: Membership, planned: Meeting, cast: Cast) -> list[models.Model]:
    """What they answered, what was put right about them, and that they were rung."""
    week = asked_for_a_hello(gus, planned, of=cast.as_ana)
    corrected = Correction.objects.create(
        meeting=cast.meeting, what="member", membership=gus, was="came", by=cast.as_ana
    )
    return [week, week.coming, corrected, ToldOf.objects.create(meeting=planned, membership=gus, by=cast.as_ana)]


def asked_for_a_hello(who: Membership, planned: Meeting, *, of: Membership) -> HardWeek:
    coming = Coming.objects.create(meeting=planned, membership=who, answer="cant", starts_at=planned.starts_at)
    return HardWeek.objects.create(coming=coming, hello_from=of)


@pytest.fixture
def gus(cast: Cast) -> Membership:
    return member(cast.group, f"{MARK}alias", person(f"{MARK}signin"), role=Membership.Role.FACILITATOR)


@pytest.mark.django_db(transaction=True)
def test_erasing_does_to_each_row_what_the_register_says(cast: Cast, gus: Membership) -> None:
    left = leave_traces(gus, cast)
    erasing.erase(gus.person, by=gus.person)
    for row in left["owned"]:
        assert not type(row).objects.filter(pk=row.pk).exists(), row._meta.label  # type: ignore[attr-defined]
        assert "row" in {one.on_erase for one in DECLARED.values() if one.model == row._meta.label}
    for row in left["touched"]:
        now = type(row).objects.get(pk=row.pk)  # type: ignore[attr-defined]
        for field in row._meta.local_fields:
            check(field, DECLARED[f"{row._meta.label}.{field.name}"].on_erase, before=row, after=now)


def check(field: Any, said: str, *, before: models.Model, after: models.Model) -> None:
    """Theirs is emptied; what belongs to others is as it was."""
    was, is_now = getattr(before, field.attname), getattr(after, field.attname)
    theirs = getattr(before, "by_id", None) == getattr(before, "seen_by_id", 0) or before_is_theirs(before)
    if said == "null" and points_at_them(before, field):
        assert is_now is None, field
    elif said == "words" and theirs:
        assert not is_now, field
    elif said == "stays" and field.name != "agenda":
        assert is_now == was, field


def before_is_theirs(row: models.Model) -> bool:
    author = getattr(row, "by", None)
    return author is not None and MARK in (getattr(author, "alias", "") + getattr(author, "sign_in", ""))


def points_at_them(row: models.Model, field: Any) -> bool:
    one = getattr(row, field.name)
    return one is not None and MARK in (getattr(one, "alias", "") + getattr(one, "sign_in", ""))


@pytest.mark.django_db(transaction=True)
def test_no_word_of_theirs_is_left_in_any_table(cast: Cast, gus: Membership) -> None:
    leave_traces(gus, cast)
    cast_a_circle(cast, gus)
    assert found(MARK)
    erasing.erase(gus.person, by=gus.person)
    assert found(MARK) == []


def cast_a_circle(cast: Cast, gus: Membership) -> None:
    """They sat in an open circle and wrote there."""
    opening.open_room(cast.meeting, timezone.now())
    facts = {"alias": gus.alias, "seed": 0, "role": "facilitator", "greeter": False, "new": False, "listens": False}
    facts |= {"apart": [], "unsafe": []}
    room.act(cast.meeting, actor=gus.ref, kind="sit", op="sit", data={}, facts=facts)
    room.act(
        cast.meeting,
        actor=gus.ref,
        kind="drop_in_bowl",
        op="bowl",
        data={"text": f"{MARK}bowl"},
        facts={"ref": "b" * 17},
    )
    assert MARK in Room.objects.get().state
    assert Entry.objects.exists()


def found(mark: str) -> list[str]:
    """Every field of every row that has the mark in it."""
    return [
        f"{model._meta.label}.{name}"
        for model in apps.get_models()
        for row in model._default_manager.values()
        for name, value in row.items()
        if mark in str(value)
    ]


@pytest.mark.django_db(transaction=True)
def test_who_deletes_their_account_keeps_nobody_else_from_anything(cast: Cast, gus: Membership) -> None:
    other = member(group("Elsewhere"), "Eve")
    before = (Meeting.objects.count(), Membership.objects.exclude(person=gus.person).count())
    erasing.erase(gus.person, by=gus.person)
    assert (Meeting.objects.count(), Membership.objects.count()) == before
    assert Person.objects.filter(pk=other.person_id).exists()
