"""A pact begins, for four weeks unless the two choose otherwise; and both are told in the same neutral words."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from kith.companions import telling, weeks
from kith.companions.models import Pact, Rota, Side, Tick
from kith.companions.models.pact import next_day
from kith.groups.models import Membership

WEEKS = 4


@transaction.atomic
def begin(one: Membership, two: Membership, *, now: datetime) -> Pact:
    """Called by the weekly batch alone. Their wishes have come true, and are kept no longer."""
    group = one.group
    day = next_day(now.astimezone(group.tz).date(), weeks.SUNDAY)
    pact = Pact.objects.create(
        group=group, began_at=now, weeks=WEEKS, ends_at=now + WEEKS * weeks.WEEK, checks_from=day
    )
    Side.objects.bulk_create([Side(pact=pact, of=of, weeks=WEEKS) for of in (one, two)])
    Tick.objects.filter(Q(by=one, wished=two) | Q(by=two, wished=one)).delete()
    Rota.objects.filter(of__in=[one, two]).delete()
    telling.tell(pact, "began")
    return pact
