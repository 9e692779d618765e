"""Letters to oneself: written, shut until a day, told of by a neutral notice when it has come, let go at any time."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from kith.journey.models import Letter
from kith.journey.words import Reason
from kith.kit.refusal import Refused
from kith.notices import outbox
from kith.notices.models import Notice
from kith.people.models import Person

MOST_WAITING = 30
LONGEST = timedelta(days=3660)
TOLD_AT = time(9)  # on the clock of that day


@transaction.atomic
def write(*, text: str, opens_on: date, by: Person, today: date) -> Letter:
    """From now on its words are shown to nobody, its writer included, until that day."""
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)
    if not today < opens_on <= today + LONGEST:
        raise Refused(Reason.A_DAY_TO_COME, field="opens_on")
    if Letter.objects.of(by).filter(opens_on__gt=today).count() >= MOST_WAITING:
        raise Refused(Reason.ENOUGH_LETTERS)
    letter = Letter.objects.create(person=by, text=text.strip(), written_on=today, opens_on=opens_on)
    due = datetime.combine(opens_on, TOLD_AT, ZoneInfo(by.zone or "UTC")).astimezone(UTC)
    outbox.put(
        outbox.Telling(by, Notice.Kind.OWN, f"letter:{letter.ref}", letter.get_absolute_url(), due_at=due, zone=by.zone)
    )
    return letter


@transaction.atomic
def let_go(letter: Letter, *, by: Person) -> None:
    """Read or not: it is gone."""
    outbox.withdraw(f"letter:{letter.ref}", persons=[by])
    Letter.objects.of(by).filter(pk=letter.pk).delete()
