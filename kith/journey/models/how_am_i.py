"""How am I? What someone says of themselves, for themselves; and, where a group wished it, one word for a month of many."""

from datetime import date
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from kith.groups.models import Cupboard, Group, Membership
from kith.kit import together
from kith.kit.refs import RefField
from kith.people.models import Person

CUPBOARD = "how_are_we"


class HowOften(models.IntegerChoices):
    """The three answers of the scale, and what each counts."""

    HARDLY_EVER = 1, _("Hardly ever")
    SOME_OF_THE_TIME = 2, _("Some of the time")
    OFTEN = 3, _("Often")


class HowAmISet(models.QuerySet["HowAmI"]):
    def of(self, person: Person) -> Self:
        """One's own, the newest first. Nobody else reads any."""
        return self.filter(person=person).order_by("-on")


class HowAmI(models.Model):
    """One answer, for one day. The first three are Hughes and others' (2004); the others are Kith's own, and are not counted in."""

    ref = RefField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    on = models.DateField()  # on their own calendar; the last answer of a day counts
    companionship = models.PositiveSmallIntegerField(choices=HowOften.choices)
    left_out = models.PositiveSmallIntegerField(choices=HowOften.choices)
    isolated = models.PositiveSmallIntegerField(choices=HowOften.choices)
    told = models.PositiveSmallIntegerField(choices=HowOften.choices, null=True, blank=True)
    good = models.PositiveSmallIntegerField(choices=HowOften.choices, null=True, blank=True)
    rested = models.PositiveSmallIntegerField(choices=HowOften.choices, null=True, blank=True)

    objects = HowAmISet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "on"], name="one_how_am_i_a_day")]

    @property
    def total(self) -> int:
        """3 to 9."""
        return self.companionship + self.left_out + self.isolated


class HowAmICounted(models.Model):
    """This answer may be counted in a group's month, without a name. It goes when the month is told, or is taken back before."""

    answer = models.ForeignKey(HowAmI, on_delete=models.CASCADE, related_name="counted")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    month = models.DateField()  # its first day, on the group's calendar

    class Meta:
        constraints = [models.UniqueConstraint(fields=["answer", "membership"], name="counted_once_a_group")]


class HowAreWeSet(models.QuerySet["HowAreWe"]):
    def visible_to(self, person: Person) -> Self:
        """In the groups they are a member of, where the cupboard is open."""
        opened = Cupboard.objects.filter(what=CUPBOARD).values("group")
        return self.filter(group__in=Group.objects.visible_to(person)).filter(group__in=opened)

    def since(self, month: date) -> Self:
        return self.filter(month__gte=month).order_by("-month")


class HowAreWe(models.Model):
    """One group's month in a word. Written once; nothing changes it."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    month = models.DateField()
    word = models.CharField(max_length=4, choices=[(one.value, one.name) for one in together.Word], blank=True)

    objects = HowAreWeSet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "month"], name="one_word_a_month")]
