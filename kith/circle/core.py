"""A talking circle, as a pure machine: a circle, a command and the moment give events; events give the next circle.

No clock, no dice, no network and no database is in here or in `kith.circle.evening`, which holds the verbs by activity:

    facts   what is true in a room           events  what can happen, and what it changes
    door    knocking, sitting, leaving       order   who comes next
    piece   holding, passing, offering       agenda  parts, soft time, silence, talk, the end
    pairs   two by two
    words   writing, reflecting, bowl, slips care    "I'm not OK"
    showing what the holder holds up         time    what time and lines do
    view    what each one may see

The rules of the evening, in the words they were found in:

1. Kettle (from 15 minutes before; again after): no piece, nothing measured. Five minutes past the start with three seated
   and no facilitator: a co-facilitator, else a willing member is asked, with the script on the screen.
2. The heads-up answer is consent. It comes two turns ahead. Speak, given while here and under three minutes ago, makes
   pass_on hand over at once; pass or come back skips without an offer. Without an answer the next person accepts before
   the piece is theirs.
3. Unanswered offer: if the seat has been lost for 60 s it goes to the back of the order (a come-back, not a pass) and the
   next is offered; if the seat is here but silent nothing moves by itself: after 60 s the facilitator sees wait / come
   back later; with none present any sharing seat does.
4. The holder's line drops. By text or Kith's own media: 45 s, then the piece rests in the middle. Beside a call or in a
   hall a sleeping phone is normal: the grace only permits the facilitator to rest it, after 2 minutes anyone. Back within
   the same part and nobody took it: theirs again.
5. Undo: a pass can be taken back for 10 s, until accepted. A press "on to June" for seats without a device is pass, offer
   and accept in one.
6. Order of a round is frozen at its start: newcomers beside the greeter, never right after the opener; hall and remote
   alternate; later seats append. A pass is final and unmarked; come-backs once, in order; then the piece rests, freed
   minutes go to the next part, and the facilitator sees lighter question / silence / on. Nobody asks "anyone else?".
7. Floor: fewest turns in this part, then heard to the whole minute, then who asked first; an offer once made is not
   re-sorted; the piece in the middle and no hands: asking takes it. Written turns count at reading-aloud speed. A
   latecomer's air time starts at the least of those present. Opening, reading and kettle are not air time.
8. A facilitator who shares: no control moves while she holds; knocks go to the greeter or wait. next_part during a turn
   means "after this turn"; a second press means now.
9. A facilitator who is gone: two minutes are counted from something only she can do (a knock, an unanswered offer, a
   round come home) while she is away; then co-facilitator, else someone willing, else the circle pauses gently. Never in
   a hall. Nothing ends while people are in it.
10. Door: members walk in until it is locked; first-timers and invited wait. At the door one sees the greeter's alias and
    whether it will be at the next pause, nothing else. A latecomer is a dot for the greeter; admitted at the next pause,
    never in silence or closing; no answer in 2 minutes: kind words and "next week". "I'm not safe if this person comes" is
    checked between persons by the server: the facilitator reads only "not tonight, please".
11. Blocks do not act inside a room (it would show): whoever asked for it is told privately and may listen or go; no
    pairing, acknowledgement or reflection between the two.
12. Pairs are drawn outside the core (dice are an argument); an odd one makes a trio; a lost partner joins another pair;
    text stays in the pair.
13. Time runs out: closing keeps one minute a seat (5 to 10); from then no new floor offer without a press; the present
    turn is never cut. Past the end: a short closing, one word each, written together. Only facilitators are reminded.
    Every agenda's minutes add up to the meeting's.
14. Not OK: names who will get it before it is sent; seen is said; unseen for 60 s it offers the others it can go to, and
    help.
"""

from collections.abc import Callable
from dataclasses import dataclass

from kith.circle.evening import agenda, care, door, piece, showing, time, words
from kith.circle.evening.draft import Command, Draft
from kith.circle.evening.events import Event, dump_events, evolve, load_events
from kith.circle.evening.facts import CLOCK, HALL, Circle, Reason, Refused, dump, load, open_circle
from kith.circle.evening.time import due
from kith.circle.evening.view import as_json, view, view_text

__all__ = [
    "CLOCK",
    "CLOCK_VERBS",
    "HALL",
    "SHAPES",
    "VERBS",
    "Circle",
    "Command",
    "Event",
    "Field",
    "Reason",
    "Refused",
    "as_json",
    "carried_out",
    "decide",
    "due",
    "dump",
    "dump_events",
    "evolve",
    "load",
    "load_events",
    "open_circle",
    "replay",
    "view",
    "view_text",
]

Verb = Callable[[Draft], None]

VERBS: dict[str, Verb] = {
    "knock": door.knock,
    "sit": door.knock,
    "admit": door.admit,
    "turn_away": door.turn_away,
    "seat_guest": door.seat_guest,
    "step_out": door.step_out,
    "come_back": door.come_back,
    "just_listen": door.just_listen,
    "lock": door.lock,
    "unlock": door.unlock,
    "remove": door.remove,
    "begin": agenda.begin,
    "next_part": agenda.next_part,
    "set_prompt": agenda.set_prompt,
    "talk": agenda.talk,
    "end_talk": agenda.end_talk,
    "hush": agenda.hush,
    "resume": agenda.resume,
    "read_together": agenda.read_together,
    "draw_from_bowl": agenda.draw_from_bowl,
    "keep": agenda.keep,
    "hand_over": agenda.hand_over,
    "call_link": agenda.call_link,
    "close": agenda.close,
    "take": piece.take,
    "pass_on": piece.pass_on,
    "undo": piece.undo,
    "accept": piece.accept,
    "not_now": piece.not_now,
    "come_back_to_me": piece.come_back_to_me,
    "answer_ahead": piece.answer_ahead,
    "ask_to_share": piece.ask_to_share,
    "withdraw": piece.withdraw,
    "need": piece.need,
    "said_back": piece.said_back,
    "rest_in_middle": piece.rest_in_middle,
    "gift_minutes": piece.gift_minutes,
    "show": showing.show,
    "put_away": showing.put_away,
    "say": words.say,
    "acknowledge": words.acknowledge,
    "reflect": words.reflect,
    "drop_in_bowl": words.drop_in_bowl,
    "slip": words.slip,
    "not_only_you": words.not_only_you,
    "glad_paired": words.glad_paired,
    "not_ok": care.not_ok,
    "seen": care.seen,
}
FROM_OUTSIDE = ("knock", "sit", "step_out")  # the only things anyone without a seat may try
CLOCK_VERBS: dict[str, Verb] = {
    "lapse": time.lapse,
    "lost": time.lost,
    "found": time.found,
    "unknown": time.unknown,
    "role": time.role,
    "forget": time.forget,
    "taken_back": showing.taken_back,
}


def decide(circle: Circle, command: Command, now: float) -> tuple[Event, ...]:
    """What happens when `command` is given at `now` (seconds since the epoch). Changes nothing itself.

    Raises Refused with its reason when the circle says no; KeyError for a command that does not exist, and for facts the
    server forgot to give.
    """
    return carried_out(circle, command, now)[0]


def carried_out(circle: Circle, command: Command, now: float) -> tuple[tuple[Event, ...], Circle]:
    """What `decide` answers, and the circle after it: the same as `replay` gives, since a draft evolves as it goes."""
    verb = CLOCK_VERBS[command.kind] if command.actor == CLOCK else VERBS[command.kind]
    draft = Draft(circle, command, now)
    if command.actor != CLOCK:
        draft.must(circle.phase != "closed", Reason.IT_IS_OVER)
        draft.must(command.kind in FROM_OUTSIDE or draft.actor, Reason.NOT_SEATED)
    verb(draft)
    return tuple(draft.events), draft.circle


def replay(circle: Circle, events: tuple[Event, ...]) -> Circle:
    """The circle after all these events."""
    for event in events:
        circle = evolve(circle, event)
    return circle


@dataclass(frozen=True)
class Field:
    """What a command's field may hold: a `text`, `line`, `alias` or `link` (https) up to `limit` characters, an `int` from 1 to
    `limit`, a `choice`, a `ref`, a `flag`.
    """

    kind: str
    limit: int = 0
    choices: tuple[str, ...] = ()
    required: bool = False


NEEDS = ("just_listen", "not_alone", "questions", "ideas")
WORDS = Field("text", 4000, required=True)
QUESTION = Field("line", 300, required=True)
WHO = Field("ref", 40, required=True)
WHERE = Field("choice", choices=("remote", "hall", "phone"))

SHAPES: dict[str, dict[str, Field]] = {
    **{kind: {} for kind in VERBS},
    "knock": {"where": WHERE},
    "sit": {"where": WHERE},
    "admit": {"who": WHO},
    "turn_away": {"who": WHO},
    "seat_guest": {"alias": Field("alias", 40, required=True), "where": WHERE},
    "remove": {"seat": WHO},
    "begin": {"chairs": Field("flag")},
    "set_prompt": {"choice": Field("choice", choices=("lighter", "planned", "own")), "text": Field("line", 300)},
    "hand_over": {"seat": WHO},
    "call_link": {"link": Field("link", 500, required=True)},
    "close": {"sure": Field("flag")},
    "answer_ahead": {"answer": Field("choice", choices=("speak", "write", "pass", "come_back"), required=True)},
    "need": {"need": Field("choice", choices=NEEDS, required=True)},
    "gift_minutes": {"minutes": Field("int", 10)},
    "show": {"ref": WHO},
    "say": {"text": WORDS},
    "acknowledge": {"kind": Field("choice", choices=("hear_you", "me_too", "thank_you"))},
    "reflect": {"text": Field("text", 1000, required=True)},
    "drop_in_bowl": {"text": QUESTION},
    "slip": {"text": QUESTION},
    "not_only_you": {"slip": WHO},
    "not_ok": {"to": Field("ref", 40)},
    "seen": {"call": Field("ref", 60, required=True)},
}
