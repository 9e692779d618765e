"""The circle's sentences that depend on what is going on, in one place: the templates use them, and so does the script.

`{who}` and the like name facts of `kith.circle.screen`. Sentences that never change stand in the templates themselves.
"""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "you": _("you"),
    "empty": _("an empty seat"),
    "and": _("{first} and {last}"),
    # what is going on
    "now.kettle": _("The kettle is on. Nothing has started yet; say hello if you like."),
    "now.after": _("The circle has ended. The kettle is on again, for whoever wants to stay a little."),
    "now.closed": _("The circle is closed. Goodnight, everyone."),
    "now.talk": _("We talk freely. There is no piece and no clock."),
    "now.reading": _("We read what we promise each other."),
    "now.hush": _("We are quiet together."),
    "now.paused": _("We rest here for a moment. Nothing is lost, and nobody needs to do anything."),
    "now.pairs": _("In pairs: you sit with {pair}. What you write stays between you."),
    "now.pairs_alone": _("The others sit in pairs. You can just rest; someone may join you."),
    "now.writing": _("We write, each for ourselves. When all have, we read it together."),
    "now.together": _("One word each, written together, and then goodnight."),
    "now.speaking_turn": _("{who} is speaking"),
    "now.speaking_need": _("{who} is speaking, and asks us to {need}"),
    "now.writing_turn": _("{who} shares in writing"),
    "now.writing_need": _("{who} shares in writing, and asks us to {need}"),
    "now.saying_back": _("{who} says back what {piece.saying_back} said"),
    "now.mine": _("{you.alias}, the piece is yours"),
    "now.mine_back": _("{you.alias}, the piece is yours"),
    "now.offered": _("{you.alias}, the piece is offered to you"),
    "now.offering": _("The piece is offered to {to}"),
    "now.resting": _("The piece rests in the middle"),
    "now.home": _("The piece has been round, and rests in the middle"),
    "now.away": _("You have stepped out. The circle goes on, and your seat is kept."),
    # what a seat is doing
    "state.speaking": _("speaking"),
    "state.writing": _("writing"),
    "state.saying_back": _("saying back"),
    "state.offered": _("offered"),
    "state.away": _("stepped out"),
    "state.next": _("next"),
    # what the speaker wants back
    "need.just_listen": _("just listen"),
    "need.not_alone": _("say if they are not alone"),
    "need.questions": _("ask questions"),
    "need.ideas": _("offer ideas"),
    # the heads-up
    "ahead.1": _("The piece comes to you next. What would you like?"),
    "ahead.2": _("The piece comes to you in two turns. What would you like?"),
    "answer.speak": _("You would like to speak. You can change your mind."),
    "answer.write": _("You would like to write. You can change your mind."),
    "answer.pass": _("You pass this time. You can change your mind."),
    "answer.come_back": _("We come back to you later. You can change your mind."),
    # soft time
    "clock.begun": _("{who}, just begun; about {about}"),
    "clock.some": _("{who}, {spent} of about {about}"),
    "minutes.1": _("a minute"),
    "minutes.2": _("two minutes"),
    "minutes.3": _("three minutes"),
    "minutes.4": _("four minutes"),
    "minutes.5": _("five minutes"),
    "minutes.6": _("six minutes"),
    "minutes.7": _("seven minutes"),
    "minutes.8": _("eight minutes"),
    "minutes.many": _("{n} minutes"),
    # what reached you
    "heard.hear_you_one": _("{it.names} hears you."),
    "heard.hear_you_many": _("{it.names} hear you."),
    "heard.me_too_one": _("{it.names} says: me too."),
    "heard.me_too_many": _("{it.names} say: me too."),
    "heard.thank_you_one": _("{it.names} says thank you."),
    "heard.thank_you_many": _("{it.names} say thank you."),
    "heard.glad_one": _("{it.names} was glad to be paired with you."),
    "heard.glad_many": _("{it.names} were glad to be paired with you."),
    # "I'm not OK"
    "call.sent": _("It has reached {call_to}'s screen. We tell you here when it is seen."),
    "call.seen": _("{you.not_ok.seen_by} has seen it, and knows that you are not OK."),
    "call.waited": _("{call_to} has not seen it yet. You need not wait: it can go to someone else too."),
    # who might need the facilitator
    "needs.line_lost": _("{it.alias}'s line has dropped while speaking. You can wait, or rest the piece."),
    "needs.silent_offer": _("{it.alias} has not answered the offer. You can wait, or come back later."),
    "needs.round_home": _("Everyone has had their turn. A lighter question, some silence, or on?"),
    "needs.away": _("{it.alias} has stepped out."),
    "needs.lost": _("{it.alias}'s line has dropped. The seat is kept."),
    "needs.new": _("{it.alias} is new tonight."),
    "needs.two_chairs": _("Only two have come. You can begin as usual, or sit as two chairs."),
    "needs.many": _("Many have come. Short turns, or pairs first, give each some room."),
    "needs.split": _("More than twelve have come. Two circles may be kinder than one."),
    "balance.early": _("It is early yet. Nothing to see here."),
    "balance.fair": _("So far the talk is shared fairly."),
    "balance.some_unheard": _("Not heard yet: {unheard}. Pairs, or writing first, may help."),
    "balance.uneven": _("Much of the talk is with {much}. A round, or pairs, may help."),
    # the line to the server
    "line.dropped": _("The line dropped. Trying again; your seat is kept."),
    "line.slow": _("The line is slow. Trying again; nothing is lost."),
    "line.back": _("The line is back."),
    "line.lost": _("That could not be sent. Your words are still here; try again in a moment."),
    "line.copied": _("Copied."),
}


def words() -> dict[str, str]:
    """Every sentence in the reader's language."""
    return {key: str(sentence) for key, sentence in SENTENCES.items()}
