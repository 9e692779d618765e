"""What a person takes along of the shelf: the resources and the ways of coping that they put there themselves."""

from collections.abc import Iterator

from kith.kit.along import Leaf, markdown
from kith.library.models import Resource, Strategy
from kith.people.models import Person

AT_ONCE = 100  # rows in memory


def shelf(person: Person) -> Iterator[Leaf]:
    resources = Resource.objects.ever_of(person).select_related("group", "theme")
    for one in resources.order_by("pk").iterator(AT_ONCE):
        facts = _facts(one) | {"kind": one.kind, "where": one.where}
        yield Leaf("shelf", one.name, "md", markdown(facts, one.why), one.at)
    strategies = Strategy.objects.ever_of(person).select_related("group", "theme")
    for card in strategies.order_by("pk").iterator(AT_ONCE):
        yield Leaf("ways-of-coping", card.name, "md", markdown(_facts(card), card.how), card.at)


def _facts(one: Resource | Strategy) -> dict[str, object]:
    about = one.theme.name if one.theme else ""
    return {"name": one.name, "date": one.at, "group": one.group.name, "about": about}
