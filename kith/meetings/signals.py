"""What meetings announces, after it is true."""

from django.dispatch import Signal

meeting_planned = Signal()  # meeting
meeting_changed = Signal()  # meeting: changed or cancelled; a room that has not begun is made anew from it
