"""Groups: people who share a challenge, what they promise each other, and how one comes in."""

from kith.groups.models.agreement import Acceptance, Agreement
from kith.groups.models.group import Group, Theme
from kith.groups.models.invitation import Invitation, InvitationUse
from kith.groups.models.membership import Membership, Standing

__all__ = ["Acceptance", "Agreement", "Group", "Invitation", "InvitationUse", "Membership", "Standing", "Theme"]
