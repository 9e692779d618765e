"""The agreement: what the group promises, in versions, and who has said they will try to keep it."""

from functools import cache
from importlib import resources

from django.db import transaction

from kith.groups.models import Acceptance, Agreement, Group, Membership
from kith.groups.words import Reason
from kith.kit.refusal import Refused


@cache
def usual() -> str:
    """The text a new group starts with, one promise a line."""
    return resources.files("kith.groups").joinpath("data/agreement.txt").read_text("utf-8").strip()


@transaction.atomic
def adopt(group: Group, *, text: str, by: Membership) -> Agreement:
    """A new version, in force at once; the same words again change nothing. Whoever adopts it has said yes to it."""
    group = Group.objects.select_for_update().get(pk=group.pk)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines:
        raise Refused(Reason.NO_CLAUSES, field="text")
    current = group.agreement
    if current and current.clauses == lines:
        return current
    version = current.version + 1 if current else 1
    adopted = Agreement.objects.create(group=group, version=version, text="\n".join(lines), adopted_by=by)
    accept(adopted, by=by)
    return adopted


def accept(agreement: Agreement, *, by: Membership) -> None:
    """ "I'll try to keep these." Saying it twice is harmless."""
    Acceptance.objects.get_or_create(membership=by, agreement=agreement)
