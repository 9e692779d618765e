"""Putting a story that nobody has answered before those who can listen; and taking it away at once when it is over."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from kith.groups.models import Goodbye, Group, Membership
from kith.kit import by_heart
from kith.notices import outbox
from kith.notices.models import Notice
from kith.people.models import Apart, Person, QuietDay
from kith.stories import asking, notes, unheard
from kith.stories.models import Acknowledgement, Folded, Gentle, Listening, PutBefore, Reply, Story
from kith.stories.models.story import StorySet
from kith.stories.unheard import Listener, Put, Waiting

SHOWN = 20  # to those who run a group


def unanswered(found: StorySet) -> StorySet:
    """Shared with the group, folded for nobody, and nobody but its writer has said a word under it."""
    folded = Folded.objects.filter(story=OuterRef("pk"), reply=None, unfolded_at=None)
    return found.shared().filter(~_answered(), ~Exists(folded), readers=Story.Readers.GROUP)


def _answered(story: str = "pk") -> Exists:
    """Somebody else has said a word under it that its writer may read: neither folded nor from one they are kept apart from."""
    folded = Folded.objects.filter(reply=OuterRef("pk"), unfolded_at=None)
    they = Q(by=OuterRef("by__person"), of=OuterRef("story__by__person"))
    they |= Q(by=OuterRef("story__by__person"), of=OuterRef("by__person"))
    away = Apart.objects.filter(they, kind=Apart.Kind.BLOCK)
    said = Reply.objects.filter(~Q(by=F("story__by")), story=OuterRef(story), withdrawn_at=None)
    return Exists(said.filter(~Exists(folded), ~Exists(away)))


def look(now: datetime) -> int:
    """The round: each group where a story waits, by itself. Returns how often a story was put before someone."""
    PutBefore.objects.filter(at__lt=now - 2 * unheard.LATELY).delete()
    waits = unanswered(_of_an_age(now)).filter(
        asking.is_open(), ~Exists(Goodbye.objects.filter(group=OuterRef("group")))
    )
    return sum(put(key, now=now) for key in sorted(set(waits.values_list("group", flat=True))))


@transaction.atomic
def put(group: int, *, now: datetime) -> int:
    """In one group (by key). A reply that comes while this looks waits, and takes all of it away again."""
    Group.objects.select_for_update(no_key=True).get(pk=group)
    held = list(
        _of_an_age(now).filter(group=group).select_for_update(no_key=True).values_list("pk", flat=True)
    )  # asked again below, once nobody can answer
    found = unanswered(Story.objects.filter(pk__in=held, by__state=Membership.State.MEMBER))
    stories = list(found.select_related("by").order_by("shared_at")[:100])
    if not stories:
        return 0
    told = {one.pk: one for one in stories}
    said_so = {one.membership_id: one.membership for one in _who_listen(now).filter(membership__group=group)}
    warm = {one.pk: one for one in _who_answered(group, now) if one.pk not in said_so}
    who = said_so | warm
    listeners = _listeners(list(who.values()), warm=set(warm), now=now)
    pairs = [(told[story], who[one]) for story, one in unheard.choose(_waiting(stories), listeners, now=now)]
    PutBefore.objects.bulk_create([PutBefore(story=story, membership=one, at=now) for story, one in pairs])
    outbox.put(
        *(_telling(story, one, now) for story, one in pairs if one.pk in said_so)
    )  # for the others a card is enough
    return len(pairs)


def _who_answered(group: int, now: datetime) -> list[Membership]:
    """Members who have answered somebody here lately, in words or quietly."""
    since = now - unheard.WARM_SINCE
    said = Reply.objects.filter(~Q(story__by=OuterRef("pk")), by=OuterRef("pk"), at__gt=since, withdrawn_at=None)
    quietly = Acknowledgement.objects.filter(by=OuterRef("pk"), at__gt=since)
    there = Membership.objects.here().filter(Exists(said) | Exists(quietly), group=group)
    return list(there.select_related("person", "group"))


def _of_an_age(now: datetime) -> StorySet:
    return Story.objects.filter(shared_at__gt=now - unheard.GIVES_UP, shared_at__lte=now - unheard.AFTER)


def _who_listen(now: datetime) -> Any:
    there = Listening.objects.filter(until__gt=now, membership__state=Membership.State.MEMBER)
    return there.select_related("membership__person", "membership__group")


def _waiting(stories: list[Story]) -> list[Waiting]:
    put: dict[int, list[Put]] = {}
    for row in PutBefore.objects.filter(story__in=stories):
        put.setdefault(row.story_id, []).append(Put(row.membership_id, row.at, row.passed_at is not None))
    writers = [one.by.person_id for one in stories]
    shunned = _apart_from(writers, group=stories[0].group_id)
    return [
        Waiting(
            key=one.pk,
            writer=one.by_id,
            shared_at=one.shared_at or one.made_at,
            notes=frozenset(one.notes),
            shunned=frozenset(shunned.get(one.by.person_id, ())),
            put=tuple(put.get(one.pk, ())),
        )
        for one in stories
    ]


def _apart_from(writers: list[int], *, group: int) -> dict[int, set[int]]:
    """For each writer (a person) the members of this group with whom there is a wish to be kept apart, of any kind, either way."""
    here = dict(Membership.objects.filter(group=group).values_list("person", "pk"))
    found: dict[int, set[int]] = {}
    for by, of in Apart.objects.filter(by__in=here, of__in=here).values_list("by", "of"):
        for one, other in ((by, of), (of, by)):
            if one in writers:
                found.setdefault(one, set()).add(here[other])
    return found


def _listeners(members: list[Membership], *, warm: set[int], now: datetime) -> list[Listener]:
    """Each with what is before them now and was lately, in all of their groups: they are one person."""
    persons = [one.person_id for one in members]
    out = dict(Gentle.objects.filter(person__in=persons).values_list("person", "leave_out"))
    near = QuietDay.objects.quiet(persons, now.date(), within=unheard.NEAR + unheard.STAYS)
    asked, holds, let_pass = _asked(persons, now=now)
    return [
        Listener(
            key=one.pk,
            leaves_out=frozenset(out.get(one.person_id, ())),
            near_quiet_day=one.person_id in near,
            alongside=one.alongside_of_id is not None,
            holds=holds.get(one.person_id, 0),
            asked=asked.get(one.person_id, []),
            warm=one.pk in warm,
            let_pass=one.person_id in let_pass,
        )
        for one in members
    ]


def _asked(persons: Iterable[int], *, now: datetime) -> tuple[dict[int, list[datetime]], dict[int, int], set[int]]:
    """When each was asked lately, how many stories are before them now, and who let one pass."""
    rows = PutBefore.objects.filter(membership__person__in=persons, at__gt=now - unheard.LATELY)
    asked: dict[int, list[datetime]] = {}
    holds: dict[int, int] = {}
    let_pass: set[int] = set()
    for person, at, passed, over in rows.values_list("membership__person", "at", "passed_at", _answered("story")):
        asked.setdefault(person, []).append(at)
        let_pass |= {person} if passed else set()
        holds[person] = holds.get(person, 0) + (not passed and not over and now - at < unheard.STAYS)
    return asked, holds, let_pass


def _telling(story: Story, one: Membership, now: datetime) -> outbox.Telling:
    """It leads to the group's stories, where its card is: what happens to the story meanwhile, that page knows."""
    path = reverse("stories:home", args=[one.group.ref])
    until = now + unheard.STAYS
    return outbox.Telling(one.person, Notice.Kind.UNHEARD, _key(story), path, until=until, zone=one.group.zone)


def _key(story: Story) -> str:
    return f"unheard:{story.ref}"


def is_over(story: Story, *, now: datetime) -> None:
    """Answered, taken back, or no longer for the group: it is before nobody any more. Called in the transaction of that."""
    if story.withdrawn_at or story.readers != Story.Readers.GROUP:
        PutBefore.objects.filter(story=story).delete()
    outbox.withdraw(_key(story), now=now)


def before(me: Membership, wishes: Gentle, *, now: datetime) -> Story | None:
    """The story that is put before this member now: the one that waits longest, of those they would meet. In one question."""
    found = put_before(me.person, me, now - unheard.STAYS)
    return next((one for one in found if not notes.is_left_out(one, wishes)), None)


@by_heart.question
def put_before(person: Person, me: Membership, since: datetime) -> StorySet:
    mine = PutBefore.objects.filter(story=OuterRef("pk"), membership=me, passed_at=None, at__gt=since)
    found = asking.listed(asking.readable(person)).filter(Exists(mine), ~_answered(), readers=Story.Readers.GROUP)
    return found.filter(group__in=Membership.objects.filter(pk=me.pk).values("group")).order_by("shared_at")[:5]


def put_before_me(me: Membership, *, now: datetime) -> StorySet:
    """What is put before this member now, the one that waits longest first."""
    mine = PutBefore.objects.filter(story=OuterRef("pk"), membership=me, passed_at=None, at__gt=now - unheard.STAYS)
    found = asking.readable(me.person).filter(Exists(mine), ~_answered(), group=me.group_id)
    return found.filter(readers=Story.Readers.GROUP).order_by("shared_at")


def let_pass(story: Story, *, by: Membership, now: datetime) -> None:
    """ "Not this one". Nobody is told; another is asked instead. Twice is harmless."""
    PutBefore.objects.filter(story=story, membership=by, passed_at=None).update(passed_at=now)
    outbox.withdraw(_key(story), persons=[by.person], now=now)


def spare(person: Person, *, now: datetime) -> None:
    """Nothing is asked of this person just now: what is before them is put before others."""
    mine = PutBefore.objects.filter(membership__person=person, passed_at=None).select_related("story")
    keys = [_key(one.story) for one in mine]
    mine.update(passed_at=now)
    outbox.withdraw(*keys, persons=[person], now=now)


def spare_on_quiet_day(sender: object, person: Person, **_: object) -> None:
    from django.utils import timezone

    now = timezone.now()
    if QuietDay.objects.quiet([person.pk], now.date(), within=unheard.NEAR + unheard.STAYS):
        spare(person, now=now)


def wait_in(me: Membership, *, now: datetime) -> StorySet:
    """For those who run the group: what has waited for a day or longer, and they may read; the longest first."""
    return waiting_where(me, now=now) if me.runs else Story.objects.none()


def waiting_where(me: Membership, *, now: datetime) -> StorySet:
    """The same, where it is known that this one runs the group."""
    since, until = now - unheard.GIVES_UP, now - unheard.AFTER
    there = asking.readable(me.person)
    found = unanswered(there.filter(group=me.group_id, shared_at__gt=since, shared_at__lte=until))
    return found.exclude(by=me).order_by("shared_at")
