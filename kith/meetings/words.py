"""What a refusal of this app says to the person it meets: each names what to do."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Reason(StrEnum):
    NO_SUCH_TIME = "no_such_time"
    TIME_COMES_TWICE = "time_comes_twice"
    IN_THE_PAST = "in_the_past"
    TOO_FAR_OFF = "too_far_off"
    NOWHERE = "nowhere"
    ASKED_LATELY = "asked_lately"
    HAS_BEGUN = "has_begun"
    IS_OVER = "meeting_is_over"
    WAS_CANCELLED = "was_cancelled"
    ENOUGH_SERIES = "enough_series"
    COHORT_WANTS_AN_END = "cohort_wants_an_end"
    ENDS_BEFORE = "ends_before"
    SERIES_ENDED = "series_ended"
    NO_SUCH_DAY = "no_such_day"
    WAS_CALLED_OFF = "was_called_off"
    ANSWERS_ARE_IN = "answers_are_in"
    NOT_YET_BEGUN = "not_yet_begun"
    TOO_LONG_AGO = "too_long_ago"
    SOMEONE_CAME = "someone_came"
    NOBODY_TICKED = "nobody_ticked"
    TOO_MANY_GUESTS = "too_many_guests"
    FORMAT_PARTS = "format_parts"
    FORMAT_LENGTH = "format_length"
    FORMAT_SEATS = "format_seats"
    FORMAT_CLOSES = "format_closes"
    FORMAT_CLOSING_LENGTH = "format_closing_length"
    FORMAT_READS = "format_reads"
    FORMAT_TALKS = "format_talks"
    FORMAT_ASKS_ONCE = "format_asks_once"
    PART_IS_QUIET = "part_is_quiet"
    PART_SHARE = "part_share"
    SHELF_IS_FULL = "shelf_is_full"
    NOT_SHARED_NOW = "not_shared_now"
    VARIES_ENOUGH = "varies_enough"
    STAYS_AS_IT_IS = "stays_as_it_is"
    NOT_THEIRS_TO_HOLD = "not_theirs_to_hold"
    IS_HELD_BY_ANOTHER = "is_held_by_another"
    DEBRIEF_IS_EMPTY = "debrief_is_empty"


SAYINGS: dict[str, str | Promise] = {
    Reason.NO_SUCH_TIME: _(
        "The clocks go forward that night, and %(time)s does not happen. Please choose another time."
    ),
    Reason.TIME_COMES_TWICE: _("The clocks go back that night, and %(time)s comes twice. Say which one you mean."),
    Reason.IN_THE_PAST: _("That moment has gone by. Please choose one that is still to come."),
    Reason.TOO_FAR_OFF: _("That is more than a year away. Please choose a nearer day."),
    Reason.NOWHERE: _("Choose at least one way to meet: beside a call, in a hall, or by text."),
    Reason.ASKED_LATELY: _("This question was asked here within six months. Please choose another one."),
    Reason.HAS_BEGUN: _("This meeting has begun, so it is not changed any more. What is needed now is in the circle."),
    Reason.IS_OVER: _("This meeting is over, so there is nothing left to cancel."),
    Reason.ENOUGH_SERIES: _("This group has twelve series already. End one of them first."),
    Reason.COHORT_WANTS_AN_END: _("A closed circle has an ending. Say how many times you meet, or until when."),
    Reason.ENDS_BEFORE: _("It would end before it begins. Please choose a later day."),
    Reason.SERIES_ENDED: _("This series has ended, so it is not changed any more. You can start a new one."),
    Reason.NO_SUCH_DAY: _(
        "This series does not meet on that day, or it has been. Please choose one of its coming days."
    ),
    Reason.WAS_CANCELLED: _("This meeting was cancelled, so it is not changed any more. You can plan a new one."),
    Reason.FORMAT_PARTS: _("An evening has three to fourteen parts. This one has %(n)s."),
    Reason.FORMAT_LENGTH: _("The parts add up to %(n)s minutes. An evening is 30 to 180 minutes long."),
    Reason.FORMAT_SEATS: _("A circle is for two to twelve, and the fewest cannot be more than the most."),
    Reason.FORMAT_CLOSES: _(
        "An evening has one closing, and it is the last part. It is how nobody leaves without a word. "
        "Please make it so, and keep it again."
    ),
    Reason.FORMAT_CLOSING_LENGTH: _("A closing takes five to ten minutes, so that there is a moment for each of you."),
    Reason.FORMAT_READS: _(
        "The agreement is read before anyone shares. Please put a part that is read aloud before the first of those."
    ),
    Reason.FORMAT_TALKS: _("An evening needs at least one part in which people can talk or write."),
    Reason.FORMAT_ASKS_ONCE: _("The evening's question is asked in one part only. Please untick it in the others."),
    Reason.PART_IS_QUIET: _("Nothing is asked in %(name)s, because nobody answers there. Please empty its question."),
    Reason.PART_SHARE: _("One turn in %(name)s cannot be longer than the part: %(n)s minutes."),
    Reason.SHELF_IS_FULL: _("Twenty formats are enough to choose from. Please put one away first."),
    Reason.NOT_SHARED_NOW: _("This format is not shared any more. Nothing was copied."),
    Reason.VARIES_ENOUGH: _("Eight things that are different on some dates are enough for one format."),
    Reason.STAYS_AS_IT_IS: _("The agreement and the closing are the same each time. Please choose another part."),
    Reason.NOT_THEIRS_TO_HOLD: _("Only those who facilitate this group can hold the piece or the door."),
    Reason.IS_HELD_BY_ANOTHER: _("%(alias)s has it that evening. Talk to each other first; then it can be changed."),
    Reason.DEBRIEF_IS_EMPTY: _("There is nothing to keep yet. One line anywhere is enough."),
    Reason.WAS_CALLED_OFF: _("This meeting was called off, so there is nothing to answer any more."),
    Reason.ANSWERS_ARE_IN: _("This meeting has begun. You need not say anything: come as you are, or don't."),
    Reason.NOT_YET_BEGUN: _("This meeting has not begun yet. Once it has, you can note who came."),
    Reason.TOO_LONG_AGO: _("This was more than thirty days ago, so what is written stays as it is."),
    Reason.SOMEONE_CAME: _("It is written that someone came. Untick them first, if nobody did."),
    Reason.NOBODY_TICKED: _("Nobody is ticked. If it did not happen, say so below."),
    Reason.TOO_MANY_GUESTS: _("At most %(n)s guests can be counted."),
}
