"""A night when everything happens at once in one group: whatever its page and a meeting's can show, they have to show it."""

from datetime import timedelta

from django.utils import timezone

from kith.groups import alongside, cupboards
from kith.groups.models import Acceptance, Asking, Cupboard, Membership, Proposal, Standing
from kith.library.models import HeldUp, Strategy, Tried
from kith.meetings.models import Attendance, Cancellation, Coming, HardWeek, Meeting, Moved, PieceAsked
from kith.stories.models import Brought, Keepsake, PutBefore, Story
from tests.cast import Cast, agenda, meeting, member

DAY = 60 * 24
LONG = "Nia-with-a-very-long-name-that-goes-on"


def busy(cast: Cast) -> dict[str, Meeting]:
    """Tonight's room is open; two are moved, one called off, Ana held six in a row, people had a hard week or ask to come."""
    now, group = timezone.now(), cast.group
    cleo = member(group, "Cleo", role=Membership.Role.CO_FACILITATOR)
    for n in range(6):
        held = meeting(group, starts_in=-DAY * (7 * n + 1), facilitator=cast.as_ana)
        Attendance.objects.create(meeting=held, membership=cast.as_ana, came_at=held.starts_at)
        meeting(group, starts_in=DAY * (7 * n + 6), facilitator=cast.as_ana)
    off, moved = meeting(group, starts_in=180), meeting(group, starts_in=300, facilitator=cast.as_ana)
    Cancellation.objects.create(meeting=off, by=cast.as_ana, why="I am ill.")
    for one in (moved, cast.meeting):
        Moved.objects.create(meeting=one, was=now + timedelta(hours=4), became=one.starts_at, by=cast.as_ana)
        one.agenda = agenda(*({**part, "reader": "rotating"} for part in one.parts))
        one.save()
        had_a_hard_week(cast.as_ana, one, hello_from=cleo)
        PieceAsked.objects.create(meeting=one, of=cleo, by=cast.as_ana)
    PieceAsked.objects.create(meeting=meeting(group, starts_in=DAY), of=cast.as_ana, by=cleo)
    had_a_hard_week(cast.as_ben, cast.meeting, hello_from=cast.as_ana)
    had_a_hard_week(cleo, moved, hello_from=cast.as_ana)
    Asking.objects.create(membership=member(group, "Dora", state="asked"), words="May I come?")
    Proposal.objects.create(group=group, by=cast.as_ben, text="I may pass.")
    Standing.objects.create(membership=member(group, "Gil", state="paused"), what="paused", told="resting")
    alongside.wish(words="My sister speaks for me.", by=cast.as_ben, now=now)
    cupboards_are_full(cast)
    return {"now": cast.meeting, "moved": moved, "off": off, "past": held}


def had_a_hard_week(who: Membership, of: Meeting, *, hello_from: Membership) -> None:
    coming = Coming.objects.create(meeting=of, membership=who, answer="cant", starts_at=of.starts_at)
    HardWeek.objects.create(coming=coming, hello_from=hello_from)


def cupboards_are_full(cast: Cast) -> None:
    """All that a group can open is open: a story waits for everyone, others came since, one way of coping helped most of us."""
    now, group, everyone = timezone.now(), cast.group, list(Membership.objects.here().filter(group=cast.group))
    Cupboard.objects.bulk_create(
        Cupboard(group=group, what=kind.key, opened_by=cast.as_ana) for kind in cupboards.offered()
    )
    writer = member(group, "Hana")
    story = {"group": group, "by": writer, "text": "It was a long year.", "title": "A long year"}
    for hours in (30, 40, 2):
        waits = Story.objects.create(**story, shared_at=now - timedelta(hours=hours), notes=["grief"])
        if hours > 24:
            PutBefore.objects.bulk_create(PutBefore(story=waits, membership=one) for one in everyone)
    cards = [Strategy.objects.create(group=group, by=writer, name=f"A walk {n}", how="Out.") for n in range(2)]
    Tried.objects.bulk_create(
        Tried(strategy=card, by=one, how="helped", on=now.date()) for card in cards for one in everyone
    )
    for one in everyone:
        tin = Keepsake.objects.create(group=group, by=one, described="A tin.", folder=f"tin{one.pk}", shared_at=now)
        Brought.objects.create(keepsake=tin, meeting=cast.meeting)
    HeldUp.objects.create(meeting=cast.meeting, by=writer, strategy=cards[0])


def newcomer(cast: Cast) -> Membership:
    """She has not said yes to the agreement yet; a greeter has said hello."""
    nia = member(cast.group, LONG)
    Acceptance.objects.filter(membership=nia).delete()
    return nia
