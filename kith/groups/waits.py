"""What waits for those who run a group, of all that keeps it: found with one question to the database."""

from dataclasses import dataclass

from django.db.models import F, QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext as _

from kith.groups.models import AlongsideWish, Membership, Parting, Passing, Proposal, Returning


@dataclass(frozen=True, slots=True)
class Waiting:
    words: str
    path: str


def for_who_runs(me: Membership) -> list[Waiting]:
    """Each in a sentence, with the page that it leads to. What is about oneself is there too, except a vouching."""
    group, rows = me.group_id, Membership.objects.all()
    partings = Parting.objects.open().filter(group=group)
    passings = Passing.objects.standing().filter(membership__group=group, second_at=None)
    found = _rows(Proposal.objects.waiting().filter(group=group), "proposal", "by__alias", "ref").union(
        _rows(
            AlongsideWish.objects.waiting().filter(membership__in=rows.here(), membership__group=group),
            "alongside",
            "membership__alias",
            "ref",
        ),
        _rows(Returning.objects.open().filter(group=group).exclude(of=me.pk), "returning", "said", "ref"),
        _rows(partings, "parting", "about__alias", "ref"),
        _rows(passings.exclude(membership=me.pk), "passing", "membership__alias", "membership__ref"),
        all=True,
    )
    return [_said(me, *row) for row in found]


def _rows(
    rows: "QuerySet[Proposal] | QuerySet[AlongsideWish] | QuerySet[Returning] | QuerySet[Parting] | QuerySet[Passing]",
    kind: str,
    name: str,
    ref: str,
) -> "QuerySet[Proposal, tuple[str, str, str]]":
    asked = rows.order_by().annotate(kind_=Value(kind), name_=F(name), ref_=F(ref))
    return asked.values_list("kind_", "name_", "ref_")  # type: ignore[return-value]


def _said(me: Membership, kind: str, alias: str | None, ref: str) -> Waiting:
    said = {
        "proposal": _("%(alias)s proposes a change of the agreement."),
        "alongside": _("%(alias)s would like to bring an interpreter or carer."),
        "returning": _("Someone has lost everything, and says that they were %(alias)s."),
        "parting": _("Someone asks that %(alias)s goes. It needs more than one of you."),
        "passing": _("One of you says that %(alias)s has died. It needs a second."),
    }
    group = me.group.ref
    path = (
        reverse(f"groups:{kind}", args=[group, ref]) if kind != "alongside" else reverse("groups:members", args=[group])
    )
    return Waiting(said[kind] % {"alias": alias or _("someone who has left")}, path)
