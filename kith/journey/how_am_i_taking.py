"""What a person takes along of How am I?: their own answers, in one page."""

from collections.abc import Iterator
from datetime import UTC, datetime, time

from kith.journey.how_am_i_words import HOW_OFTEN, OWN, SCALE
from kith.journey.models.how_am_i import HowAmI
from kith.kit.along import Leaf, markdown
from kith.people.models import Person


def shelf(person: Person) -> Iterator[Leaf]:
    mine = list(HowAmI.objects.of(person))
    if mine:
        at = datetime.combine(mine[0].on, time(12), UTC)
        yield Leaf("journey", "how-am-i", "md", markdown({"date": at}, "\n\n".join(map(_in_words, mine))), at)


def _in_words(one: HowAmI) -> str:
    said = {words: getattr(one, name) for name, words in {**SCALE, **OWN}.items()}
    lines = [f"- {words} {HOW_OFTEN[value]}" for words, value in said.items() if value]
    return "\n".join([f"## {one.on}", "", *lines, f"- Of 3 to 9: {one.total}"])
