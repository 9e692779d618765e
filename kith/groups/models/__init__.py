"""Groups: people who share a challenge, what they promise each other, and how one comes in."""

from kith.groups.models.agreement import Acceptance, Agreement
from kith.groups.models.alongside import AlongsideWish
from kith.groups.models.asking import Asking, Offer
from kith.groups.models.cupboard import Cupboard
from kith.groups.models.farewell import Goodbye, Passing
from kith.groups.models.following import Following
from kith.groups.models.group import Group, Theme
from kith.groups.models.invitation import Invitation, InvitationUse
from kith.groups.models.membership import Membership, Standing
from kith.groups.models.parting import Parting
from kith.groups.models.proposal import Proposal
from kith.groups.models.question import Question
from kith.groups.models.reach import Reach
from kith.groups.models.returning import Returning
from kith.groups.models.visit import FirstVisit, Greeting
from kith.groups.models.willing import Willing

__all__ = [
    "Acceptance",
    "Agreement",
    "AlongsideWish",
    "Asking",
    "Cupboard",
    "FirstVisit",
    "Following",
    "Goodbye",
    "Greeting",
    "Group",
    "Invitation",
    "InvitationUse",
    "Membership",
    "Offer",
    "Parting",
    "Passing",
    "Proposal",
    "Question",
    "Reach",
    "Returning",
    "Standing",
    "Theme",
    "Willing",
]
