"""Groups: people who share a challenge, what they promise each other, and how one comes in."""

from datetime import datetime
from typing import Self
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone

from kith.kit.refs import RefField
from kith.people.models import Person


class GroupSet(models.QuerySet["Group"]):
    def visible_to(self, person: Person) -> Self:
        """The groups this person is a member of. Any other does not exist for them."""
        return self.filter(pk__in=Membership.objects.of(person).values("group"))

    def run_by(self, person: Person) -> Self:
        """The groups this person facilitates, alone or with others."""
        return self.filter(pk__in=Membership.objects.running(person).values("group"))

    def led_by(self, person: Person) -> Self:
        """The groups where this person may give roles: facilitators, not co-facilitators."""
        return self.filter(pk__in=Membership.objects.leading(person).values("group"))


class Group(models.Model):
    ref = RefField()
    name = models.CharField(max_length=80)
    about = models.CharField(max_length=300, blank=True)  # who it is for, in a sentence
    zone = models.CharField(max_length=64, default="UTC")
    capacity = models.PositiveSmallIntegerField(default=10)
    made_at = models.DateTimeField(default=timezone.now)
    greeter = models.ForeignKey("Membership", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = GroupSet.as_manager()

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("groups:group", args=[self.ref])

    @property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    @property
    def agreement(self) -> "Agreement | None":
        """The version in force."""
        return self.agreements.first()


class AgreementSet(models.QuerySet["Agreement"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(group__in=Group.objects.visible_to(person))


class Agreement(models.Model):
    """One version of what the group promises. The newest is in force; older ones stay readable."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="agreements")
    version = models.PositiveSmallIntegerField()
    text = models.TextField()  # one clause a line
    adopted_at = models.DateTimeField(default=timezone.now)
    adopted_by = models.ForeignKey("Membership", null=True, on_delete=models.SET_NULL, related_name="+")

    objects = AgreementSet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "version"], name="agreement_version")]
        ordering = ["-version"]

    @property
    def clauses(self) -> list[str]:
        return [line.strip() for line in self.text.splitlines() if line.strip()]


class MembershipSet(models.QuerySet["Membership"]):
    def here(self) -> Self:
        """Those who are members now."""
        return self.filter(state=Membership.State.MEMBER)

    def of(self, person: Person) -> Self:
        """This person's own standing, in each group they are a member of."""
        return self.here().filter(person=person)

    def at_home(self, person: Person) -> Self:
        """The same, with what a group's page needs."""
        return self.of(person).select_related("person", "group__greeter")

    def running(self, person: Person) -> Self:
        """This person's own standing, in each group they facilitate."""
        return self.of(person).filter(role__in=Membership.RUNS)

    def leading(self, person: Person) -> Self:
        return self.of(person).filter(role=Membership.Role.FACILITATOR)

    def beside(self, person: Person) -> Self:
        """The members of the groups this person is a member of, themselves included."""
        return self.here().filter(group__in=Group.objects.visible_to(person))

    def who_run(self) -> Self:
        return self.here().filter(role__in=Membership.RUNS).order_by("-role", "joined_at")


class Membership(models.Model):
    """A person in one group: an alias, a colour seed, a standing and a role. All that the group ever sees of them."""

    class State(models.TextChoices):
        ASKED = "asked"
        INVITED = "invited"
        WAITING = "waiting"
        MEMBER = "member"
        PAUSED = "paused"
        GRADUATED = "graduated"
        LEFT = "left"
        REMOVED = "removed"
        BANNED = "banned"

    class Role(models.TextChoices):
        MEMBER = "member"
        FACILITATOR = "facilitator"
        CO_FACILITATOR = "co_facilitator"

    class Comes(models.TextChoices):
        LISTEN = "listen"
        MIGHT_TALK = "might_talk"
        UNSURE = "unsure"

    RUNS = (Role.FACILITATOR, Role.CO_FACILITATOR)

    ref = RefField()
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    alias = models.CharField(max_length=40)
    seed = models.PositiveSmallIntegerField(default=0)  # 0..7, the colour wash of the letter
    state = models.CharField(max_length=10, choices=State.choices, default=State.MEMBER)
    role = models.CharField(max_length=14, choices=Role.choices, default=Role.MEMBER)
    comes = models.CharField(max_length=10, choices=Comes.choices, default=Comes.UNSURE)
    joined_at = models.DateTimeField(default=timezone.now)

    objects = MembershipSet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "person"], name="one_membership"),
            models.UniqueConstraint("group", Lower("alias"), name="one_alias", condition=models.Q(state="member")),
        ]

    def __str__(self) -> str:
        return self.alias

    @property
    def runs(self) -> bool:
        return self.state == self.State.MEMBER and self.role in self.RUNS

    @property
    def leads(self) -> bool:
        return self.state == self.State.MEMBER and self.role == self.Role.FACILITATOR

    def has_said_yes(self, agreement: Agreement | None) -> bool:
        """Where there is no agreement, there is nothing to ask."""
        return agreement is None or self.acceptances.filter(agreement=agreement).exists()


class Standing(models.Model):
    """A change of state or role: who, when and, where it matters, why."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="standings")
    what = models.CharField(max_length=14)  # the state or role it became
    by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    why = models.CharField(max_length=300, blank=True)


class Acceptance(models.Model):
    """ "I'll try to keep these", said to one version of the agreement."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="acceptances")
    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["membership", "agreement"], name="accepted_once")]


class InvitationSet(models.QuerySet["Invitation"]):
    def run_by(self, person: Person) -> Self:
        return self.filter(group__in=Group.objects.run_by(person))

    def live(self, now: datetime) -> Self:
        """Not ended by hand, by date or by count. Each carries `taken`, the seats already used."""
        open_ones = self.filter(revoked_at=None, expires_at__gt=now).annotate(taken=models.Count("uses"))
        return open_ones.filter(taken__lt=models.F("seats"))

    def newest(self) -> Self:
        """Newest first, with who made them; a page's worth."""
        return self.select_related("by").order_by("-made_at")[:50]


class Invitation(models.Model):
    """A link that leads to the door. Only its hash is kept; it ends by date, by count or by hand."""

    ref = RefField()
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="invitations")
    hash = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    seats = models.PositiveSmallIntegerField(default=1)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationSet.as_manager()


class InvitationUse(models.Model):
    """One seat of an invitation, taken."""

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="uses")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["invitation", "membership"], name="invited_once")]
