"""An outing: time together outside meetings. Its place stands on its row, and is read only by `showing` for those who come."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from kith.groups.models import Cupboard, Group, Membership
from kith.kit import addresses
from kith.kit.refs import RefField
from kith.people.models import Apart, Person

OUTINGS = "outings"  # the cupboard
LONGEST = 12 * 60  # minutes


def apart_from(person: Any, whose: str) -> Q:
    """Rows whose `whose` (a path to a person) wishes to be kept apart from this person, or is so wished: of either kind.

    A walk is not a page: whoever is not safe, or not at ease, with someone is not asked to go along with them either.
    """
    wished, wished_of = Apart.objects.filter(by=person), Apart.objects.filter(of=person)
    return Q(**{f"{whose}__in": wished.values("of")}) | Q(**{f"{whose}__in": wished_of.values("by")})


def is_open(group: str = "group") -> Q:
    """True of rows whose group has opened this cupboard. Asked of each row: a list of all open cupboards is long."""
    return Q(Exists(Cupboard.objects.filter(group=OuterRef(group), what=OUTINGS)))


class OutingSet(models.QuerySet["Outing"]):
    def visible_to(self, person: Person) -> Self:
        """In groups they are in and that have this cupboard open, or where they come; by nobody they are kept apart from."""
        mine = Membership.objects.of(person)
        come = Going.objects.filter(of__in=mine, how=Going.How.COMES).values("outing")
        there = is_open() | Q(by__in=mine) | Q(pk__in=come)
        found = (
            self.filter(there, group__in=mine.values("group")).looked_after().exclude(apart_from(person, "by__person"))
        )
        return found.select_related("group", "by__person", "off")

    def looked_after(self) -> Self:
        """Whoever proposed it is a member still, and it did not end without a word."""
        return self.filter(by__state=Membership.State.MEMBER).exclude(off__how=Off.How.ENDED)

    def by_me(self, person: Person) -> Self:
        return self.visible_to(person).filter(by__person=person)

    def joined_by(self, person: Person) -> Self:
        """Those they proposed, or said yes to: the only ones whose place they may know, and that stand in their calendar."""
        mine = Membership.objects.of(person)
        come = Going.objects.filter(of__in=mine, how=Going.How.COMES).values("outing")
        return self.visible_to(person).filter(Q(by__in=mine) | Q(pk__in=come))

    def standing(self) -> Self:
        return self.filter(off=None)

    def ahead(self, now: datetime) -> Self:
        """Not over: still asked about, or still to come, or under way."""
        return self.filter(Q(starts_at=None) | Q(ends_at__gt=now))

    def over(self, now: datetime) -> Self:
        return self.filter(ends_at__lte=now)


class Outing(models.Model):
    """`starts_at` None: it is still asked which time suits. Everything but `place` is read by the whole group."""

    class Effort(models.TextChoices):
        EASY = "easy"
        SOME = "some"
        HARD = "hard"

    ref = RefField()
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    title = models.CharField(max_length=80)
    about = models.CharField(max_length=600, blank=True)
    effort = models.CharField(max_length=4, choices=Effort.choices, default=Effort.EASY)
    cost = models.CharField(max_length=120, blank=True)
    getting = models.CharField(max_length=300, blank=True)  # how to get there, roughly: everyone reads it
    access = models.CharField(max_length=300, blank=True)
    place = models.CharField(max_length=300)
    seats = models.PositiveSmallIntegerField(default=6)  # besides whoever proposed it
    minutes = models.PositiveSmallIntegerField(default=120)
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)  # with starts_at and minutes, so that it can be asked for
    proposed_at = models.DateTimeField(default=timezone.now)
    asked_at = models.DateTimeField(null=True, blank=True)  # since when seats are given: its time is known
    revision = models.PositiveSmallIntegerField(default=0)  # one more at each change that a calendar has to know
    changed_at = models.DateTimeField(default=timezone.now)

    objects = OutingSet.as_manager()
    if TYPE_CHECKING:
        off: "Off"

    class Meta:
        indexes = [models.Index(fields=["group", "ends_at"], name="outings_of_a_group")]

    def get_absolute_url(self) -> str:
        return addresses.at("outings:outing", self.ref)

    @property
    def is_off(self) -> bool:
        return hasattr(self, "off")

    @property
    def is_poll(self) -> bool:
        return self.starts_at is None

    @property
    def begins(self) -> datetime:
        """Its time, for whoever knows that it is settled."""
        if self.starts_at is None:
            raise ValueError("its time is still asked about")
        return self.starts_at

    def is_over(self, now: datetime) -> bool:
        return self.ends_at is not None and self.ends_at <= now

    def has_begun(self, now: datetime) -> bool:
        return self.starts_at is not None and self.starts_at <= now

    def be_at(self, at: datetime | None) -> None:
        """Its time, and so its end; not saved."""
        self.starts_at = at
        self.ends_at = at + timedelta(minutes=self.minutes) if at else None


class Time(models.Model):
    """One of the times that are asked about."""

    ref = RefField()
    outing = models.ForeignKey(Outing, on_delete=models.CASCADE, related_name="times")
    starts_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["outing", "starts_at"], name="a_time_once")]


class Suits(models.Model):
    """This time suits this member, who would like to come. Whoever proposed it reads it; nobody else does."""

    time = models.ForeignKey(Time, on_delete=models.CASCADE, related_name="suits")
    of = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "suits"
        constraints = [models.UniqueConstraint(fields=["time", "of"], name="suits_once")]


class GoingSet(models.QuerySet["Going"]):
    def of_person(self, person: Person) -> Self:
        return self.filter(of__in=Membership.objects.of(person))

    def holding(self) -> Self:
        """For whom a seat is: those who come, and those one is kept for."""
        return self.filter(how__in=Going.HOLDS)

    def coming(self) -> Self:
        return self.filter(how=Going.How.COMES)

    def in_line(self) -> Self:
        return self.filter(how=Going.How.WAITS).order_by("since", "pk")


class Going(models.Model):
    """One member's answer to one outing; the last one counts."""

    class How(models.TextChoices):
        COMES = "comes"
        OFFERED = "offered"  # a seat is kept until `until`: out of the line, after a poll, or since it was moved
        WAITS = "waits"
        PASSED = "passed"  # an offer went by
        NO = "no"
        ENDED = "ended"  # it is over for them, for one of many reasons that look the same

    HOLDS = (How.COMES, How.OFFERED)

    outing = models.ForeignKey(Outing, on_delete=models.CASCADE, related_name="goings")
    of = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    how = models.CharField(max_length=8, choices=How.choices)
    since = models.DateTimeField()  # their place in the line
    until = models.DateTimeField(null=True, blank=True)
    starts_at = models.DateTimeField(null=True, blank=True)  # the time that was answered to
    said_at = models.DateTimeField(default=timezone.now)

    objects = GoingSet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["outing", "of"], name="goes_once")]
        indexes = [
            models.Index(fields=["until"], condition=Q(how="offered"), name="outing_offers_due"),
            models.Index(fields=["outing"], condition=Q(how="waits"), name="outing_lines"),
        ]


class Off(models.Model):
    """It does not take place. `why` is read by the group; of a facilitator's, by whoever proposed it and those who facilitate."""

    class How(models.TextChoices):
        PROPOSER = "proposer"
        AGREEMENT = "agreement"  # a facilitator: it does not go with the agreement
        ENDED = "ended"  # nobody looks after it any more: no word and no reason

    outing = models.OneToOneField(Outing, on_delete=models.CASCADE, related_name="off")
    by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    how = models.CharField(max_length=9, choices=How.choices)
    why = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(default=timezone.now)


class SheetRead(models.Model):
    """This member has read the sheet about keeping safe on an outing. Asked once in each group."""

    of = models.OneToOneField(Membership, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)
