"""What waits for those who run a group, of all that keeps it: found in the one question of the page's lines, whoever adds to it."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kith.groups import lines
from kith.groups.lines import Find, Line, Row, Rows, Say, rows
from kith.groups.models import AlongsideWish, Membership, Parting, Passing, Proposal, Returning

_says: dict[str, Say] = {}


def add(kind: str, *, find: Find, say: Say) -> None:
    """Called in `apps.ready()`. `find` gives `rows(...)` of this kind, which become part of the one question."""
    lines.look_for(kind, find, when=lines.who_runs)
    _says[kind] = say


def for_who_runs(me: Membership) -> list[Line]:
    """Each in a sentence: what is still to come first, then what waits longest. What is about oneself too, but no vouching."""
    now = timezone.now()
    waiting = sorted((row for kind in _says for row in lines.of(me, kind)), key=lambda row: (row.at <= now, row.at))
    return [_says[row.kind](me, row) for row in waiting]


def add_our_own() -> None:
    for kind, find in _OURS.items():
        add(kind, find=find, say=_said)


def _proposals(me: Membership, now: datetime) -> Rows:
    return rows(Proposal.objects.waiting().filter(group=me.group_id), "proposal", name="by__alias")


def _alongside(me: Membership, now: datetime) -> Rows:
    wishes = AlongsideWish.objects.waiting().filter(membership__state=Membership.State.MEMBER)
    return rows(wishes.filter(membership__group=me.group_id), "alongside", name="membership__alias")


def _returning(me: Membership, now: datetime) -> Rows:
    return rows(Returning.objects.open().filter(group=me.group_id).exclude(of=me.pk), "returning", name="said")


def _parting(me: Membership, now: datetime) -> Rows:
    return rows(Parting.objects.open().filter(group=me.group_id), "parting", name="about__alias")


def _passing(me: Membership, now: datetime) -> Rows:
    said = Passing.objects.standing().filter(membership__group=me.group_id, second_at=None).exclude(membership=me.pk)
    return rows(said, "passing", name="membership__alias", ref="membership__ref", at="said_at")


_OURS: dict[str, Find] = {
    "proposal": _proposals,
    "alongside": _alongside,
    "returning": _returning,
    "parting": _parting,
    "passing": _passing,
}


def _said(me: Membership, row: Row) -> Line:
    said = {
        "proposal": _("%(alias)s proposes a change of the agreement."),
        "alongside": _("%(alias)s would like to bring an interpreter or carer."),
        "returning": _("Someone has lost everything, and says that they were %(alias)s."),
        "parting": _("Someone asks that %(alias)s goes. It needs more than one of you."),
        "passing": _("One of you says that %(alias)s has died. It needs a second."),
    }
    group, words = me.group.ref, said[row.kind] % {"alias": row.name or _("someone who has left")}
    if row.kind == "alongside":
        return Line(words, reverse("groups:members", args=[group]), _("Answer"))
    return Line(words, reverse(f"groups:{row.kind}", args=[group, row.ref]), _("Read and answer"))
