"""What people announces to the apps above it. All but `person_erasing` are sent when the change is in the database for good."""

from django.dispatch import Signal

sessions_ended = Signal()  # person_id: some or all of their sessions ended; close what stands open in their name
everything_ended = (
    Signal()
)  # person_id: signed out everywhere, also by a new passphrase; what else opens in their name ends too
person_suspended = Signal()  # person_id
# person: sent inside the transaction, before the delete: each app takes its own rows and words away; a failure stops all of it
person_erasing = Signal()
quiet_day_said = Signal()  # person: a day near which nothing should ask anything of them
