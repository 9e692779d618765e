"""What meetings announces, after it is true."""

from django.dispatch import Signal

# Each may carry `last=False`: more of the same group follow at once, and who counts a whole group may wait for the last.
meeting_planned = Signal()  # meeting
# `with_series`: it was changed with its series, of which people are told once, not of each meeting.
meeting_changed = Signal()  # meeting: changed or cancelled; a room that has not begun is made anew from it
series_changed = Signal()  # series: started, changed, ended, or a day of it left out
came_known = Signal()  # meeting: who came is written, or was put right, or it did not happen
