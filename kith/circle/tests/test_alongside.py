"""Who comes alongside someone listens in the circle, whatever they said when they came."""

from django.utils import timezone

from kith.circle import core, entering
from kith.circle.models import Room
from kith.groups.models import Membership
from tests.cast import member


def test_who_is_alongside_listens_and_the_one_they_come_with_need_not(cast):
    talks = Membership.Comes.MIGHT_TALK
    Membership.objects.filter(pk=cast.as_ben.pk).update(comes=talks)
    ira = member(cast.group, "Ira", alongside_of=cast.as_ben, comes=talks)
    for who, listens in ((ira.person, True), (cast.ben, False)):
        arrival = entering.arriving(who, cast.meeting.ref, timezone.now())
        circle = core.load(Room.objects.get().state)
        assert entering.facts_of(arrival.membership, cast.meeting)(circle)["listens"] is listens
