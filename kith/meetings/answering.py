"""Answering "will you come?": changeable until it starts. A hard week is told to nobody but the one asked for a hello."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from kith.groups import known
from kith.groups.models import Membership
from kith.kit.refusal import Refused
from kith.meetings import reminding
from kith.meetings.models import Coming, HardWeek, Meeting
from kith.meetings.words import Reason
from kith.notices import outbox
from kith.notices.models import Notice

HARD, LEAVE, HELLO = "hard", "leave", "hello"
WAYS = (*Coming.Answer.values, HARD)
OFFERED = 4  # from whom a hello can be asked


@transaction.atomic
def answer(meeting: Meeting, *, what: str, hello: str = "", by: Membership, now: datetime) -> Coming:
    """The last answer counts. `what` is one of WAYS; with HARD, `hello` is a member's ref, HELLO for whoever greets, or LEAVE."""
    meeting = _open(meeting, by, now)
    said = Coming.Answer.CANT if what == HARD else Coming.Answer(what)
    facts = {"answer": said, "starts_at": meeting.starts_at, "said_at": now}
    coming, _ = Coming.objects.update_or_create(meeting=meeting, membership=by, defaults=facts)
    reminding.heed(coming, now=now)
    if what != HARD:
        _forget(coming)
    else:
        _hard(coming, hello, by, now)
    return coming


def _open(meeting: Meeting, by: Membership, now: datetime) -> Meeting:
    """The meeting with its row held, while it can still be answered: else it might be moved or begin in between."""
    meeting = Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk, group=by.group_id)
    if meeting.is_cancelled:
        raise Refused(Reason.WAS_CALLED_OFF)
    if meeting.has_begun(now):
        raise Refused(Reason.ANSWERS_ARE_IN)
    if by.state != Membership.State.MEMBER:
        raise Refused(Reason.ANSWERS_ARE_IN)
    return meeting


def _hard(coming: Coming, hello: str, by: Membership, now: datetime) -> None:
    week, _ = HardWeek.objects.get_or_create(coming=coming, defaults={"at": now})
    if not hello:
        return
    asked = _asked(hello, by)
    if week.hello_from_id and week.hello_from_id != (asked.pk if asked else None):
        outbox.withdraw(_key(week), now=now)
        week = _afresh(week, now)  # a new one: what was told to one is not theirs to look up any more
    week.hello_from, week.leave_me_be = asked, asked is None
    week.save(update_fields=["hello_from", "leave_me_be"])
    if asked:
        outbox.put(_say_hello(week, asked))


def _afresh(week: HardWeek, now: datetime) -> HardWeek:
    week.delete()
    return HardWeek.objects.create(coming=week.coming, at=now)


def _asked(hello: str, by: Membership) -> Membership | None:
    """Whom they ask. None: leave me be, also where there is nobody who could."""
    there = [] if hello == LEAVE else givers(by)
    return next((one for one in there if hello in (one.ref, HELLO)), None)


def givers(of: Membership, among: list[Membership] | None = None) -> list[Membership]:
    """From whom a hello can be asked: who greets, then those who facilitate. `among`: those whom a page knows already."""
    return known.givers(of, known.find_people(of) if among is None else among)[:OFFERED]


def let_be(membership: Membership) -> None:
    """They have gone, or died: no hello is asked for any more."""
    for coming in Coming.objects.filter(membership=membership.pk or 0, hard_week__isnull=False):
        _forget(coming)


def _forget(coming: Coming) -> None:
    for week in HardWeek.objects.filter(coming=coming):
        outbox.withdraw(_key(week))
        week.delete()


def _key(week: HardWeek) -> str:
    return f"hard-week:{week.ref}"


def _say_hello(week: HardWeek, asked: Membership) -> outbox.Telling:
    path = reverse("groups:group", args=[asked.group.ref])
    return outbox.Telling(asked.person, Notice.Kind.SAY_HELLO, _key(week), path, zone=asked.group.zone)


@transaction.atomic
def hello_said(week: HardWeek, *, by: Membership, now: datetime) -> None:
    """ "I have said hello." Twice is harmless."""
    HardWeek.objects.filter(pk=week.pk, hello_from=by, hello_said_at=None).update(hello_said_at=now)
    outbox.withdraw(_key(week), persons=[by.person], now=now)


def listens(membership: Membership, *, at: Meeting | None) -> bool:
    """How they come to the door: as they said of this meeting, else as they said when they joined. Who is alongside listens."""
    if membership.alongside_of_id is not None:
        return True
    said = Coming.objects.coming().filter(membership=membership, meeting=at).values_list("answer", flat=True).first()
    if said:
        return said == Coming.Answer.LISTEN
    return membership.comes == Membership.Comes.LISTEN
