"""Who was out together is kept as a first of theirs, before the outing's own rows are cleared. A day, and nothing of the outing."""

from datetime import datetime, timedelta

from kith.companions.models import Going, Outing
from kith.groups.models import Membership
from kith.journey import keeping

LATELY = timedelta(days=5)  # the round walks each day; what it finds again changes nothing
AT_ONCE = 1000


def look(now: datetime) -> int:
    """Outings that ended in these days and were not called off: for who proposed them, and who said they come. Returns how many."""
    over = Outing.objects.standing().filter(ends_at__lte=now, ends_at__gt=now - LATELY).order_by("pk")
    found = list(over.select_related("by__person", "by__group")[:AT_ONCE])
    coming = Going.objects.coming().filter(outing__in=[one.pk for one in found])
    for outing in found:
        if outing.by:
            _keep(outing, outing.by)
    for going in coming.select_related("of__person", "of__group", "outing"):
        _keep(going.outing, going.of)
    return len(found)


def _keep(outing: Outing, who: Membership) -> None:
    keeping.first(who.person, "outing", on=keeping.day_for(who, outing.begins))
