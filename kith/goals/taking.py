"""What a person takes along of goals: their own, with their steps, check-ins and endings. Not who saw them."""

from collections.abc import Iterator

from kith.goals.models import Goal
from kith.goals.words import END, HOW
from kith.kit.along import Leaf, markdown
from kith.people.models import Person

AT_ONCE = 100  # rows in memory


def shelf(person: Person) -> Iterator[Leaf]:
    goals = Goal.objects.ever_of(person).select_related("group").order_by("pk")
    for goal in goals.prefetch_related("steps", "check_ins", "endings").iterator(AT_ONCE):
        facts = {"goal": goal.words, "date": goal.at, "group": goal.group.name, "shown to": goal.shown}
        by_when = {"by when": goal.by_when.isoformat()} if goal.by_when else {}
        yield Leaf("goals", goal.words, "md", markdown(facts | by_when, _words(goal)), goal.at)


def _words(goal: Goal) -> str:
    steps = [f"- {one.text}{f' ({one.reached_on})' if one.reached_on else ''}" for one in goal.steps.all()]
    said = [f"{one.on}: {HOW[one.how]}\n{one.text}".strip() for one in goal.check_ins.all()]
    ends = [f"{one.on}: {END[one.how]}\n{one.words}".strip() for one in goal.endings.all()]
    return "\n\n".join(part for part in (goal.more, "\n".join(steps), *said, *ends) if part)
