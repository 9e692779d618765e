"""What a person takes along: their own lines and answers, nothing of the companion's; and the kind words they gave."""

from collections.abc import Iterator

from kith.companions.models import Encouragement, Side
from kith.kit.along import Leaf, markdown
from kith.people.models import Person

AT_ONCE = 100  # rows in memory


def shelf(person: Person) -> Iterator[Leaf]:
    sides = Side.objects.filter(of__person=person).select_related("pact__group").order_by("pk")
    for side in sides.iterator(AT_ONCE):
        pact = side.pact
        facts: dict[str, object] = {"date": pact.began_at, "group": pact.group.name, "shows": side.shows}
        yield Leaf("companions", "what-i-said", "md", markdown(facts, _words(side)), pact.began_at)


def kind_words(person: Person) -> Iterator[Leaf]:
    """What they gave, without whom it was for. What is in their jar was written by others, and stays theirs to read here."""
    given = Encouragement.objects.given_by(person).exclude(text="").select_related("to__group").order_by("pk")
    for one in given.iterator(AT_ONCE):
        facts: dict[str, object] = {"date": one.at, "group": one.to.group.name}
        yield Leaf("kind-words", "what-i-gave", "md", markdown(facts, one.text), one.at)


def _words(side: Side) -> str:
    lines = [f"{line.at:%Y-%m-%d}: {line.text}" for line in side.lines.in_order()]
    weeks = [f"{one.day}: {one.how}\n\n{one.leaned}\n\n{one.wish}".strip() for one in side.check_ins.order_by("day")]
    return "\n\n".join([*lines, *weeks])
