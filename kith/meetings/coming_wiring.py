"""What of coming listens to whom, and which rounds it walks: called once, when the app is ready."""

from datetime import timedelta

from kith.groups import signals as groups
from kith.kit import rounds
from kith.meetings import forgetting, links, moving, naming, reminding, rhythms, showing_coming, signals
from kith.notices import asking
from kith.notices import naming as naming_in_kith
from kith.notices.models import Notice

ID = "meetings.coming"


def wire() -> None:
    showing_coming.fill_places()
    asking.add(Notice.Kind.REMINDER_DAY, Notice.Kind.REMINDER_HOUR, Notice.Kind.MOVED, ask=links.ask)
    naming_in_kith.add(naming.names)
    signals.meeting_changed.connect(moving.on_meeting_changed, dispatch_uid=ID)
    groups.membership_ended.connect(moving.on_membership_ended, dispatch_uid=ID)
    groups.membership_changed.connect(moving.on_membership_changed, dispatch_uid=ID)
    for signal in (signals.meeting_planned, signals.meeting_changed, signals.came_known):
        signal.connect(rhythms.on_meeting, dispatch_uid=f"{ID}.rhythm")
    for signal in (groups.membership_ended, groups.membership_changed):
        signal.connect(rhythms.on_membership, dispatch_uid=f"{ID}.rhythm")
    rounds.add("meetings.reminders", every=timedelta(minutes=1), look=reminding.look)
    rounds.add("meetings.rhythms", every=timedelta(minutes=30), look=rhythms.look)
    rounds.add("meetings.forgetting", every=timedelta(hours=6), look=forgetting.look)
