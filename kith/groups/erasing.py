"""When a person is erased: their words go; each group they cared for is left in someone's hands."""

from django.db import transaction

from kith.groups.leaving import end
from kith.groups.models import Asking, Goodbye, Group, Membership, Parting, Proposal, Question, Standing
from kith.groups.roles import someone_steps_in
from kith.people.models import Person


@transaction.atomic
def forget(person: Person) -> None:
    """Called before the person's row goes; memberships, acceptances and seats taken go with that row."""
    Standing.objects.filter(by__person=person).update(why="")
    Proposal.objects.filter(by__person=person).update(text="", why="")
    Proposal.objects.filter(answered_by__person=person).update(answer="")
    Parting.objects.filter(by__person=person).update(why="")
    Goodbye.objects.filter(by__person=person).update(words="")
    Asking.objects.filter(answered_by__person=person).update(answer_words="")
    Question.objects.filter(answered_by__person=person).update(answer="")
    for mine in Membership.objects.filter(person=person).select_related("group"):
        _hand_on(mine)


def _hand_on(mine: Membership) -> None:
    group = Group.objects.select_for_update(no_key=True).get(pk=mine.group_id)
    if mine.state == Membership.State.MEMBER:
        end(mine, state=Membership.State.LEFT, by=None)
    others = group.memberships.here().exclude(pk=mine.pk)
    if not others.exists():
        group.delete()
    else:
        someone_steps_in(group)


def on_person_erasing(sender: object, person: Person, **_: object) -> None:
    forget(person)
