"""Every word a notice is told in. In Kith a page may add what it is about; a mail is only ever made of these."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kith.notices.models import Notice

Kind = Notice.Kind
Words = str | Promise

# In Kith: one neutral sentence a kind. What and where it is about is added only for who may see that page.
SENTENCES: dict[str, Words] = {
    Kind.REMINDER_DAY: _("A meeting is coming up."),
    Kind.REMINDER_HOUR: _("A meeting begins soon."),
    Kind.MOVED: _("A meeting has moved."),
    Kind.CALLED_OFF: _("A meeting has been called off."),
    Kind.SEAT_OFFERED: _("A seat is kept for you for a while."),
    Kind.SEAT_FREE: _("A seat is free where you asked to be told. It is kept for nobody."),
    Kind.ANSWERED: _("You have an answer."),
    Kind.ASKED: _("Someone asks you something."),
    Kind.NEWCOMER: _("Someone new is coming."),
    Kind.SAY_HELLO: _("Someone came for the first time a few days ago. A hello would be kind."),
    Kind.OWN: _("Something of your own is there for you alone."),
    Kind.HELLO: _("Someone says hello to you."),
    Kind.STARTS: _("Enough people have come together. It begins."),
    Kind.AGREEMENT: _("There is a new agreement to read."),
    Kind.STANDING: _("Something about your place in a group has changed, or waits for your answer."),
    Kind.WRITTEN: _("Someone who looks after a group did something with what you wrote. You can read what, and why."),
    Kind.UNHEARD: _("Something waits for someone who can listen. You can let it pass."),
    Kind.COMPANION: _("Something is there for you alone, in a group of yours."),
    Kind.OUTING: _("Time together outside meetings is proposed, or its time is settled."),
    Kind.OUTING_DAY: _("Something that you said yes to is near."),
    Kind.OUTING_CHANGED: _("Something that you answered to has changed, or is over. Please look before you go."),
    Kind.FACILITATING: _("Something waits for you as a facilitator."),
}
ANYTHING: Words = _("There is something for you.")

# By mail: the only subjects there are, and one line before the day and hour.
BARE: tuple[Words, Words] = (_("A note from Kith"), _("there is something for you in Kith."))
BY_MAIL: dict[str, tuple[Words, Words]] = {
    Kind.REMINDER_DAY: (_("A reminder"), _("a reminder:")),
    Kind.REMINDER_HOUR: (_("A reminder"), _("a reminder:")),
    Kind.MOVED: (_("A change of plan"), _("a time has changed. It is now:")),
    Kind.CALLED_OFF: (_("A change of plan"), _("this does not take place:")),
    Kind.OUTING_DAY: (_("A reminder"), _("a reminder:")),
    Kind.OUTING_CHANGED: (_("A change of plan"), _("a plan of yours has changed, or is over. It is about:")),
    Kind.SEAT_OFFERED: (_("A note from Kith"), _("something is kept for you until:")),
}
SUBJECTS = {BARE[0], *(subject for subject, _line in BY_MAIL.values())}


def sentence(kind: str) -> Words:
    return SENTENCES.get(kind, ANYTHING)
