"""What a person takes along of outings: what they proposed, in their own words, and nothing of who came."""

from collections.abc import Iterator

from kith.companions.models import Outing
from kith.kit.along import Leaf, markdown
from kith.people.models import Person

AT_ONCE = 100  # rows in memory


def shelf(person: Person) -> Iterator[Leaf]:
    mine = Outing.objects.filter(by__person=person).select_related("group").order_by("pk")
    for outing in mine.iterator(AT_ONCE):
        at = outing.starts_at or outing.proposed_at
        facts: dict[str, object] = {
            "title": outing.title,
            "date": outing.starts_at,
            "proposed": outing.proposed_at,
            "group": outing.group.name,
            "effort": outing.effort,
            "cost": outing.cost,
            "getting there": outing.getting,
            "access": outing.access,
            "place": outing.place,
        }
        yield Leaf("outings", outing.title, "md", markdown(facts, outing.about), at)
