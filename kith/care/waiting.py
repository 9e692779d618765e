"""What was told to those who run a group waits among all else that needs them. Of what it says, nothing is shown there."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from kith.care.models import Telling
from kith.groups import lines, waits
from kith.groups.models import Membership


def _told(me: Membership, now: datetime) -> lines.Rows:
    mine = Telling.objects.told_to_who_runs(me.person).waiting().filter(group=me.group_id)
    return lines.rows(mine, "telling", name="ref")


def _say(me: Membership, row: lines.Row) -> lines.Line:
    return lines.Line(
        _("Someone told you something in confidence."), reverse("care:telling", args=[row.ref]), _("Read it")
    )


def add() -> None:
    waits.add("telling", find=_told, say=_say)
