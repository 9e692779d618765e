"""What people announces to the apps above it. Two, marked "inside", are sent in the transaction, so that a failure stops all
of it; the others when the change is in the database for good."""

from django.dispatch import Signal

sessions_ended = Signal()  # person_id: some or all of their sessions ended; close what stands open in their name
everything_ended = (
    Signal()
)  # inside. person_id: signed out everywhere, also by a new passphrase; what else opens in their name ends too
person_suspended = Signal()  # person_id
# inside, before the delete. person: each app takes its own rows and words away
person_erasing = Signal()
quiet_day_said = Signal()  # person: a day near which nothing should ask anything of them
