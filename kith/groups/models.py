"""Groups: people who share a challenge, what they promise each other, and how one comes in."""

from django.db import models
from django.utils import timezone

from kith.kit.refs import RefField
from kith.people.models import Person


class Group(models.Model):
    ref = RefField()
    name = models.CharField(max_length=80)
    about = models.CharField(max_length=300, blank=True)  # who it is for, in a sentence
    zone = models.CharField(max_length=64, default="UTC")
    capacity = models.PositiveSmallIntegerField(default=10)
    made_at = models.DateTimeField(default=timezone.now)
    greeter = models.ForeignKey("Membership", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self) -> str:
        return self.name


class Agreement(models.Model):
    """One version of what the group promises. The newest is in force; older ones stay readable."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="agreements")
    version = models.PositiveSmallIntegerField()
    text = models.TextField()  # one clause a line
    adopted_at = models.DateTimeField(default=timezone.now)
    adopted_by = models.ForeignKey("Membership", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "version"], name="agreement_version")]
        ordering = ["-version"]

    @property
    def clauses(self) -> list[str]:
        return [line.strip() for line in self.text.splitlines() if line.strip()]


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

    ref = RefField()
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    alias = models.CharField(max_length=40)
    seed = models.PositiveSmallIntegerField(default=0)  # 0..7, the colour wash of the letter
    state = models.CharField(max_length=10, choices=State.choices, default=State.MEMBER)
    role = models.CharField(max_length=14, choices=Role.choices, default=Role.MEMBER)
    comes = models.CharField(max_length=10, choices=Comes.choices, default=Comes.UNSURE)
    joined_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "person"], name="one_membership"),
            models.UniqueConstraint(
                "group", models.functions.Lower("alias"), name="one_alias", condition=models.Q(state="member")
            ),
        ]

    def __str__(self) -> str:
        return self.alias


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


class InvitationUse(models.Model):
    """One seat of an invitation, taken."""

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="uses")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["invitation", "membership"], name="invited_once")]
