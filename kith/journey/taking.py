"""What a person takes along of their journey: what they wrote and said themselves. A letter's words only once its day has come."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time

from django.utils import timezone

from kith.journey import asking
from kith.journey.kinds import FIRSTS
from kith.journey.models import First, Told
from kith.journey.models.evening import How
from kith.kit.along import Leaf, markdown
from kith.people.models import Person


def shelf(person: Person) -> Iterator[Leaf]:
    today = timezone.localdate()
    for first in First.objects.of(person).exclude(words="").order_by("on"):
        called = str(FIRSTS[first.kind].title) if first.kind in FIRSTS else first.kind
        yield _leaf("first", first.on, {"first": called}, first.words)
    for day in asking.days(person):
        told = "\n".join(Told.objects.filter(day=day).values_list("words", flat=True))
        yield _leaf("day", day.on, {"every year": day.yearly, "hard": day.hard}, f"{day.words}\n\n{told}")
    if lines := [_evening(one.on, one.arriving, one.leaving) for one in asking.evenings(person)]:
        yield _leaf("arriving-and-leaving", today, {}, "\n".join(lines))
    for letter in asking.letters(person):
        opened = asking.opened(person, today=today).filter(pk=letter.pk).values_list("text", flat=True).first()
        yield _leaf("letter", letter.written_on, {"opens": str(letter.opens_on)}, opened or "")


def _evening(on: date, arriving: int | None, leaving: int | None) -> str:
    return f"{on}: {_word(arriving)} > {_word(leaving)}"


def _word(how: int | None) -> str:
    return str(How(how).label) if how else "-"


def _leaf(name: str, on: date, facts: dict[str, object], words: str) -> Leaf:
    return Leaf("journey", name, "md", markdown({"date": str(on), **facts}, words), datetime.combine(on, time(12), UTC))
