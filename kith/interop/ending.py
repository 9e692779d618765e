"""What ends a calendar besides its person: a new passphrase, signing out everywhere, suspension, and leaving one's last group.

A group that was left is out of the calendar at once in any case: what a calendar shows is asked anew each time it is read.
"""

from kith.groups.models import Membership
from kith.interop.models import Feed


def on_everything_ended(sender: object, person_id: int, **_: object) -> None:
    Feed.objects.filter(person=person_id).delete()


def on_membership_ended(sender: object, membership: Membership, **_: object) -> None:
    if not Membership.objects.here().filter(person=membership.person_id).exists():
        Feed.objects.filter(person=membership.person_id).delete()
