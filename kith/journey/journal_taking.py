"""What a person takes along of their journal: one file, as sealed as it is here."""

import json
from collections.abc import Iterator

from django.utils import timezone

from kith.journey import journal_showing
from kith.journey.models import Journal
from kith.kit.along import Leaf
from kith.people.models import Person


def shelf(person: Person) -> Iterator[Leaf]:
    for journal in Journal.objects.of(person):
        yield Leaf("journal", "sealed-journal", "json", as_file(journal), timezone.now())


def as_file(journal: Journal) -> bytes:
    return json.dumps(journal_showing.whole(journal), indent=1, ensure_ascii=False).encode()
