"""What meetings announces, after it is true."""

from django.dispatch import Signal

# Of many at once each but the last carries `last=False`, and the last `groups`: whoever counts whole groups waits for it.
meeting_planned = Signal()  # meeting
# `with_series`: it was changed with its series, of which people are told once, not of each meeting.
meeting_changed = Signal()  # meeting: changed or cancelled; a room that has not begun is made anew from it
series_changed = Signal()  # series: started, changed, ended, or a day of it left out
came_known = Signal()  # meeting: who came is written, or was put right, or it did not happen
