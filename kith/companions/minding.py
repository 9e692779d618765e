"""Reminding those who facilitate, privately, of someone whom nobody has given kind words for long. Never a table, never a number.

Each week one member of a group is thought of, whoever was least lately. It is a line among what waits, and goes when anyone gives
that member something, or when the week is over.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from kith.companions import jar, kindness
from kith.companions.models import Encouragement, LetPass, NotNow, Reminder, WelcomesIdeas
from kith.groups import lines, waits
from kith.groups.models import Membership
from kith.groups.models.membership import MembershipSet
from kith.meetings.models import Attendance

LONG = timedelta(weeks=8)
STANDS = timedelta(days=7)
AGAIN = timedelta(weeks=3)  # before the same one is thought of again


def look(now: datetime) -> None:
    """The round: one for each group that thinks of nobody this week."""
    jar.forget(now)
    thinking = Reminder.objects.filter(at__gt=now - STANDS).values("of__group")
    found = without(now).exclude(group__in=thinking).order_by("group", F("last").asc(nulls_first=True), "joined_at")
    chosen: dict[int, int] = {}
    for key, group in found.values_list("pk", "group").iterator(chunk_size=2000):
        chosen.setdefault(group, key)
    for key in chosen.values():
        remind_of(key, now=now)


def without(now: datetime) -> MembershipSet:
    """Members who came lately and whom nobody has given anything for a long while; who wishes for nothing is left in peace."""
    there = Membership.objects.here().filter(kindness.is_open(), alongside_of=None, group__goodbye=None)
    there = there.filter(joined_at__lte=now - LONG, person__suspended_at=None)
    came = Attendance.objects.filter(membership=OuterRef("pk"), meeting__starts_at__gt=now - LONG)
    given = Encouragement.objects.filter(to=OuterRef("pk"), at__gt=now - LONG)
    others = Membership.objects.who_run().order_by().filter(group=OuterRef("group")).exclude(pk=OuterRef("pk"))
    last = Subquery(Reminder.objects.filter(of=OuterRef("pk")).values("at")[:1])
    there = there.filter(Exists(came), Exists(others)).annotate(last=last)
    there = there.exclude(Exists(given)).exclude(Exists(NotNow.objects.filter(of=OuterRef("person"))))
    return there.filter(Q(last=None) | Q(last__lte=now - AGAIN))


@transaction.atomic
def remind_of(key: int, *, now: datetime) -> None:
    """Anew, for all who facilitate."""
    reminder, new = Reminder.objects.get_or_create(of_id=key, defaults={"at": now})
    if not new:
        Reminder.objects.filter(pk=reminder.pk).update(at=now)
        LetPass.objects.filter(reminder=reminder).delete()


def let_pass(reminder: Reminder, *, by: Membership) -> None:
    """Not now. Twice is harmless."""
    LetPass.objects.get_or_create(reminder=reminder, by=by)


def standing(me: Membership, now: datetime) -> "QuerySet[Reminder]":
    """Of whom this one who facilitates is reminded now. It goes for many reasons, and tells none of them."""
    given = Encouragement.objects.filter(to=OuterRef("of"), at__gte=OuterRef("at"))
    rests = NotNow.objects.filter(of=OuterRef("of__person"))
    found = Reminder.objects.filter(kindness.is_open("of__group"), of__in=kindness.known_to(me), at__gt=now - STANDS)
    return found.exclude(let_pass__by=me).exclude(Exists(given)).exclude(Exists(rests))


def _find(me: Membership, now: datetime) -> lines.Rows:
    return lines.rows(standing(me, now), "kindness", name="of__alias", ref="of__ref")


def _say(me: Membership, row: lines.Row) -> lines.Line:
    words = _("It may be a while since anyone said a few kind words to %(alias)s.") % {"alias": row.name}
    return lines.Line(words, f"{reverse('companions:kind_words', args=[me.group.ref])}?to={row.ref}", _("Look"))


def add() -> None:
    waits.add("kindness", find=_find, say=_say)


def on_membership_changed(sender: object, membership: Membership, **_: object) -> None:
    """Who is no member any more is not thought of here, and welcomes nothing here. What is in their jar stays theirs."""
    if membership.state != Membership.State.MEMBER:
        Reminder.objects.filter(of__ref=membership.ref).delete()
        WelcomesIdeas.objects.filter(of__ref=membership.ref).delete()
