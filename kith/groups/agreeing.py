"""The agreement: what the group promises, in versions, and who has said they will try to keep it."""

import difflib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from kith.groups import telling_of
from kith.groups.models import Acceptance, Agreement, Group, Membership
from kith.groups.words import Reason
from kith.kit.refusal import Refused


@dataclass(frozen=True, slots=True)
class Line:
    """A clause beside an earlier version: "same", "new" or "gone"."""

    text: str
    how: str


@cache
def usual() -> str:
    """The text a new group starts with, one promise a line."""
    return resources.files("kith.groups").joinpath("data/agreement.txt").read_text("utf-8").strip()


def lines_of(text: str) -> list[str]:
    """The clauses of a text, or a refusal where there are none."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines:
        raise Refused(Reason.NO_CLAUSES, field="text")
    return lines


@transaction.atomic
def adopt(group: Group, *, text: str, by: Membership) -> Agreement:
    """A new version, in force at once; the same words again change nothing. Whoever adopts it has said yes to it."""
    group = Group.objects.select_for_update(no_key=True).get(pk=group.pk)
    lines, current = lines_of(text), group.agreement
    if current and current.clauses == lines:
        return current
    version = current.version + 1 if current else 1
    adopted = Agreement.objects.create(group=group, version=version, text="\n".join(lines), adopted_by=by)
    accept(adopted, by=by)
    _tell(adopted, by)
    return adopted


def _tell(adopted: Agreement, by: Membership) -> None:
    """Each member hears that there is a new version; of an earlier one nobody need hear any more."""
    group, version = adopted.group, adopted.version
    if version > 1:
        telling_of.untell(group, f"agreement:{version - 1}")
        others = [one.person for one in not_yet(adopted).exclude(pk=by.pk).select_related("person")]
        path = reverse("groups:agreement", args=[group.ref])
        telling_of.tell(*others, kind=telling_of.Kind.AGREEMENT, group=group, about=f"agreement:{version}", path=path)


@transaction.atomic
def accept(agreement: Agreement, *, by: Membership) -> None:
    """ "I'll try to keep these." Saying it twice is harmless."""
    Acceptance.objects.get_or_create(membership=by, agreement=agreement)
    telling_of.untell(agreement.group, f"agreement:{agreement.version}", persons=[by.person])


def not_yet(agreement: Agreement) -> "QuerySet[Membership]":
    """The members who have not said yes to this version: they are asked when they next come."""
    said = Acceptance.objects.filter(agreement=agreement).values("membership")
    return agreement.group.memberships.here().exclude(pk__in=said).order_by("alias")


def compared(before: list[str], after: list[str]) -> list[Line]:
    """Every line of both, in order, each with what became of it."""
    how = {" ": "same", "+": "new", "-": "gone"}
    return [Line(line[2:], how[line[0]]) for line in difflib.ndiff(before, after) if line[0] in how]
