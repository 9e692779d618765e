"""What one viewer may see. Nothing else is ever sent, and audiences are enforced nowhere else.

Long for one file because every audience of the room stands side by side here, to be read in one go.
"""

from typing import Any

import orjson

from kith.circle.evening import care, door, piece, showing, words
from kith.circle.evening.facts import HALL, Circle, Seat, remembered
from kith.circle.evening.order import FRESH, floor_order, upcoming

View = dict[str, Any]


def view(circle: Circle, viewer: str, now: float) -> View:
    """The circle as `viewer` may see it: someone seated, at the door, asked to leave, the hall's projector, or outside.

    Same circle, viewer and moment: same view. JSON-ready. Who is outside sees only that there is a circle.
    """
    alike, yours = _seen(circle, viewer, now)
    return {**alike, **yours}


def view_text(circle: Circle, viewer: str, now: float) -> str:
    """The same as JSON. What all see alike is written once for each circle, not once for each of its screens."""
    alike, yours = _seen(circle, viewer, now)
    text = as_json(yours)
    return f"{_alike_text(circle)[:-1]},{text[1:]}" if alike else text


def as_json(value: Any) -> str:
    return orjson.dumps(value).decode()


def _seen(circle: Circle, viewer: str, now: float) -> tuple[View, View]:
    """What everyone in the room sees alike (nothing of it for who is not in it), and what this viewer sees besides."""
    seat = circle.seat(viewer)
    if viewer == HALL:
        return _alike(circle), {**_besides(circle, None), "you": {"seat": None, "role": HALL}, "can": []}
    if viewer in circle.gone:
        return {}, _outside(circle, "removed")
    if seat is None:
        return {}, _at_the_door(circle, viewer)
    if circle.phase == "closed":
        return {}, _closed(circle, seat)
    yours = _besides(circle, seat)
    yours["you"] = _you(circle, seat, now)
    yours["can"] = can(circle, seat, now)
    if circle.way.get("call"):
        yours["call"] = {"link": circle.call_link, "alias": seat.alias}
    keeps = circle.keeps(seat)
    if circle.answers_door(seat):
        yours["door"] = _the_door(circle, seat)
    if keeps:
        yours["keeping"] = _keeping(circle, seat, now)
    if circle.keeper_wanted_at or circle.paused or keeps:
        yours["script"] = _script(circle)
    return _alike(circle), yours


def _outside(circle: Circle, role: str) -> View:
    return {"phase": circle.phase, "you": {"seat": None, "role": role}, "can": []}


def _at_the_door(circle: Circle, viewer: str) -> View:
    """At the door: the greeter's alias and one bit. No other name (W1)."""
    knock = circle.knock(viewer)
    if circle.phase == "closed" or knock is None:
        return {**_outside(circle, "outside"), "can": [] if circle.phase == "closed" else ["knock"]}
    greeters = [s.alias for s in circle.seated if s.greeter and s.present]
    greeter = circle.greeter if circle.greeter in greeters else next(iter(greeters), "")
    greeter = greeter or next((s.alias for s in circle.keepers_present), circle.greeter)
    pause = not knock.answer and circle.phase == "under_way" and not circle.full
    door = {"greeter": greeter, "at_next_pause": pause, "answer": knock.answer}
    you = {"seat": None, "role": "door", "alias": knock.seat.alias}
    can = ["step_out"] if not knock.answer else ["knock"] if knock.answer == "next_week" else []
    return {"phase": circle.phase, "door": door, "you": you, "can": can}


def _closed(circle: Circle, seat: Seat) -> View:
    greeters = [other.alias for other in circle.seated if other.greeter]
    greeter = circle.greeter if circle.greeter in greeters else next(iter(greeters), circle.greeter)
    you = {"seat": seat.ref, "role": _role(circle, seat), "alias": seat.alias, "new": seat.new, "greeter": greeter}
    you["received"] = _received(circle, seat)
    return {"phase": "closed", "title": circle.title, "you": you, "seats": [], "can": []}


@remembered
def _alike(circle: Circle) -> View:
    """What everyone in the room sees alike: worked out once for all of them, so nobody may change it."""
    part = circle.now_part
    return {
        "phase": circle.phase,
        "title": circle.title,
        "way": circle.way,
        "part": circle.part,
        "part_name": part.name if part else "",
        "mode": circle.mode,
        "first_round": _is_first_round(circle),
        "prompt": circle.prompt if circle.phase in ("under_way", "closing") else "",
        "paused": circle.paused,
        "hush": circle.hush,
        "keeper_wanted": bool(circle.keeper_wanted_at),
        "lead": circle.alias(circle.lead),
        "empty_seat": circle.empty_seat and circle.phase in ("under_way", "closing"),
        "seats": [_seat(circle, other) for other in circle.seated],
        "piece": _piece(circle),
        "shown": _shown(circle),
        "home": bool(circle.home_at),
    }


def _is_first_round(circle: Circle) -> bool:
    """The check-in round, whatever it is called tonight."""
    first = next((place for place, part in enumerate(circle.parts) if part.mode == "round"), None)
    return first is not None and first == circle.part


@remembered
def _alike_text(circle: Circle) -> str:
    return as_json(_alike(circle))


def _besides(circle: Circle, seat: Seat | None) -> View:
    """What others in the room see too, but not all of them, or not all of it."""
    return {"agenda": _agenda(circle, seat), "lines": _lines(circle, seat), "slips": _slips(circle, seat)}


def _agenda(circle: Circle, seat: Seat | None) -> list[View]:
    """Planned minutes for all; only the holder and facilitators see them re-timed."""
    timed = seat is not None and (circle.keeps(seat) or circle.piece.holder == seat.ref)
    return _retimed(circle) if timed else _planned(circle)


@remembered
def _retimed(circle: Circle) -> list[View]:
    return [_part(circle, place, part.minutes) for place, part in enumerate(circle.parts)]


@remembered
def _planned(circle: Circle) -> list[View]:
    return [_part(circle, place, part.planned) for place, part in enumerate(circle.parts)]


def _part(circle: Circle, place: int, minutes: float) -> View:
    state = "done" if place < circle.part else "now" if place == circle.part else "ahead"
    return {"name": circle.parts[place].name, "minutes": round(minutes), "state": state}


def _seat(circle: Circle, seat: Seat) -> View:
    """What all may know of a seat. Never who has shared, passed or listens more, never air time."""
    return {
        "ref": seat.ref,
        "alias": seat.alias,
        "seed": seat.seed,
        "mode": seat.mode,
        "here": seat.here,
        "away": seat.away,
        "where": seat.where,
        "state": _state(circle, seat),
    }


def _state(circle: Circle, seat: Seat) -> str:
    piece = circle.piece
    if piece.holder == seat.ref:
        return "saying_back" if piece.saying_back else "writing" if piece.wrote else "speaking"
    if piece.offered_to == seat.ref:
        return "offered"
    if seat.away:
        return "away"
    return "next" if piece.holder and upcoming(circle)[:1] == (seat.ref,) else ""


def _piece(circle: Circle) -> View:
    piece = circle.piece
    following = upcoming(circle)[:1] if piece.holder or piece.offered_to else ()
    return {
        "turn": piece.turn,
        "holder": piece.holder or None,
        "offered_to": piece.offered_to or None,
        "resting": circle.has_piece and piece.resting,
        "next": following[0] if following else None,
        "need": piece.need,
        "saying_back": circle.alias(piece.saying_back) if piece.saying_back else "",
    }


def _shown(circle: Circle) -> View | None:
    """What the holder holds up, in words; its picture is asked for apart, by whoever sits here."""
    shown = circle.piece.shown
    return {"kind": shown.kind, "ref": shown.ref, "name": shown.name, "text": shown.text} if shown else None


def _lines(circle: Circle, seat: Seat | None) -> list[View]:
    """Written words one may read: of this turn and the one before, of the talk, of one's pair; at once, when all have."""
    hidden = circle.mode == "writing" and not words.all_have_written(circle)
    shown = []
    for line in circle.lines:
        mine = seat is not None and line.by == seat.ref
        to_me = not line.to or (seat is not None and seat.ref in line.to)
        if to_me and (mine or not hidden):
            shown.append({"by": line.by, "alias": circle.alias(line.by), "text": line.text, "mine": mine})
    return shown


def _slips(circle: Circle, seat: Seat | None) -> list[View]:
    """ "Is it only me?": the words, never the writer. Only the writer learns, in one sentence, that they are not."""
    if seat is None or not circle.slips or circle.phase not in ("under_way", "closing"):
        return []
    keeps = circle.keeps(seat)
    shown = []
    for slip in circle.slips:
        one: View = {"ref": slip.ref, "text": slip.text, "mine": slip.by == seat.ref, "told": seat.ref in slip.too}
        if one["mine"]:
            one["not_only_you"] = words.is_not_only_one(circle, slip)
        if keeps and not one["mine"]:
            one["read_aloud"] = not slip.too
        shown.append(one)
    return shown


# what is only yours


def _you(circle: Circle, seat: Seat, now: float) -> View:
    return {
        "seat": seat.ref,
        "role": _role(circle, seat),
        "alias": seat.alias,
        "mode": seat.mode,
        "new": seat.new,
        "away": seat.away,
        "keeps": circle.keeps(seat),
        "holding": circle.piece.holder == seat.ref,
        "offered": circle.piece.offered_to == seat.ref,
        "heads_up": _heads_up(circle, seat, now),
        "asked": piece.has_asked(circle, seat.ref),
        "sent": sorted(_sent(circle).get(seat.ref, ())),
        "time": _time(circle, seat, now),
        "received": _received(circle, seat),
        "pair": [circle.alias(ref) for ref in circle.partners(seat.ref)] if circle.pairs else [],
        "paired": _paired(circle, seat),
        "apart": [circle.alias(ref) for ref in seat.told if circle.seat(ref)],
        "not_ok": _not_ok(circle, seat),
        "calls": _calls_to(circle, seat),
        "hands": [_hand(circle, guest, now) for guest in _guests(circle).get(seat.ref, ())],
    }


def _paired(circle: Circle, seat: Seat) -> list[str]:
    if circle.pairs or not circle.paired:
        return []
    return [circle.alias(ref) for ref in circle.partners(seat.ref, circle.paired)]


@remembered
def _sent(circle: Circle) -> dict[str, set[str]]:
    """What each has sent to whoever speaks, in this turn."""
    found: dict[str, set[str]] = {}
    for heard in circle.pending:
        if heard.turn == circle.piece.turn:
            found.setdefault(heard.by, set()).add(heard.kind)
    return found


@remembered
def _guests(circle: Circle) -> dict[str, list[Seat]]:
    """The seats that a device works for, by the seat whose device it is."""
    found: dict[str, list[Seat]] = {}
    for seat in circle.seated:
        if seat.by:
            found.setdefault(seat.by, []).append(seat)
    return found


def _role(circle: Circle, seat: Seat) -> str:
    if seat.role == "member" and circle.lead == seat.ref:
        return "keeper"
    if seat.role == "member" and seat.greeter:
        return "greeter"
    return "newcomer" if seat.role == "member" and seat.new else seat.role


def _heads_up(circle: Circle, seat: Seat, now: float) -> View | None:
    """Two turns ahead. An answer of over three minutes ago is asked again: it no longer stands as consent."""
    if not (circle.piece.holder or circle.piece.offered_to):
        return None
    line = upcoming(circle)[:2]
    if seat.ref not in line:
        return None
    answer = circle.answer_ahead(seat.ref)
    stale = answer is not None and answer[0] in ("speak", "write") and now - answer[1] >= FRESH
    return {
        "turns": line.index(seat.ref) + 1,
        "answer": answer[0] if answer and not stale else "",
        "may_come_back": piece.may_come_back(circle, seat.ref),
    }


def _time(circle: Circle, seat: Seat, now: float) -> View | None:
    """Only the holder and facilitators see time."""
    if not circle.piece.holder or not (circle.piece.holder == seat.ref or circle.keeps(seat)):
        return None
    return {"since": circle.piece.since, "about": round(circle.piece.minutes), "now": now}


def _received(circle: Circle, seat: Seat) -> list[View]:
    """What reached you after your turns, as words."""
    return _heard_by(circle).get(seat.ref, [])


@remembered
def _heard_by(circle: Circle) -> dict[str, list[View]]:
    """By whom it is for: gone through once for all of them, and each is given only their own."""
    found: dict[str, list[View]] = {}
    for heard in circle.received:
        one = {"kind": heard.kind, "alias": circle.alias(heard.by), "text": heard.text}
        found.setdefault(heard.to, []).append(one)
    return found


def _not_ok(circle: Circle, seat: Seat) -> View:
    """Who would get it, before it is sent; then whether it was seen; unseen for a minute, who else there is."""
    able = care.ears(circle, seat)
    call = care.open_call(circle, seat)
    first = {"ref": able[0].ref, "alias": able[0].alias, "here": able[0].here} if able else None
    if call is None:
        return {"to": first, "sent_to": [], "seen_by": "", "others": []}
    others = [{"ref": o.ref, "alias": o.alias} for o in able if o.ref not in call.to] if call.waited else []
    sent = [circle.alias(ref) for ref in call.to]
    to = first if call.seen_by else None
    return {"to": to, "sent_to": sent, "seen_by": circle.alias(call.seen_by), "others": others, "waited": call.waited}


def _calls_to(circle: Circle, seat: Seat) -> list[View]:
    return [
        {"ref": call.ref, "alias": circle.alias(call.by), "seen": bool(call.seen_by)}
        for call in circle.calls
        if seat.ref in call.to
    ]


def _hand(circle: Circle, guest: Seat, now: float) -> View:
    """A seat this device works for, and what may be pressed for it."""
    return {"ref": guest.ref, "alias": guest.alias, "can": [c for c in can(circle, guest, now) if c in FOR_OTHERS]}


# what facilitators and the greeter see


def _the_door(circle: Circle, seat: Seat) -> list[View]:
    """Who knocks, as a dot and an alias. Not while the facilitator herself speaks: the greeter has it, or it waits."""
    if circle.piece.holder == seat.ref:
        return []
    return [
        {
            "ref": knock.seat.ref,
            "alias": knock.seat.alias,
            "new": knock.seat.new,
            "let_in": knock.let_in,
            "not_tonight": circle.unsafe_with(knock.seat),
        }
        for knock in circle.door
        if not knock.answer
    ]


def _keeping(circle: Circle, seat: Seat, now: float) -> View:
    """A facilitator's page answers "who needs me?" before she asks."""
    part = circle.now_part
    return {
        "needs": _needs(circle, now),
        "balance": _balance(circle),
        "asked": [circle.alias(ref) for ref in floor_order(circle)] if circle.mode == "floor" else [],
        "lighter": part.lighter if part and part.lighter != circle.prompt else "",
        "planned": part.prompt if part and part.prompt != circle.prompt else "",
        "bowl": bool(circle.bowl),
        "after_turn": circle.next_after_turn,
        "talk_next": showing.talk_is_next(circle),
        "time_to_close": circle.phase == "under_way" and now >= circle.closing_due,
        "past_the_end": circle.phase in ("under_way", "closing") and now >= circle.ends_at,
        "locked": circle.locked,
        "leads": circle.lead == seat.ref,
        "with": [other.alias for other in circle.seated if circle.keeps(other) and other.ref != seat.ref],
        "link_stale": circle.link_stale,
        "others": [{"ref": o.ref, "alias": o.alias} for o in _may_keep(circle, seat)],
        "may_remove": [{"ref": o.ref, "alias": o.alias} for o in _may_remove(circle, seat)],
        "time": _time(circle, seat, now),
        "next_two": [circle.alias(ref) for ref in upcoming(circle)[:2]],
    }


def _may_remove(circle: Circle, seat: Seat) -> list[Seat]:
    return [other for other in circle.seated if other.ref != seat.ref and other.role == "member"]


def _may_keep(circle: Circle, seat: Seat) -> list[Seat]:
    """To whom this one can hand the evening over."""
    return [one for one in circle.seated if not one.guest and one.present and one.ref not in (circle.lead, seat.ref)]


def _needs(circle: Circle, now: float) -> list[View]:
    """Who might need her, most pressing first."""
    needs: list[View] = []
    offered = circle.seat(circle.piece.offered_to)
    holder = circle.seat(circle.piece.holder)
    if holder and (gone := circle.gone_since(holder)) is not None and now - gone >= piece.GRACE:
        needs.append({"kind": "line_lost", "alias": holder.alias, "ref": holder.ref})
    if offered and circle.moving and now - circle.piece.since >= piece.SILENT_OFFER:
        needs.append({"kind": "silent_offer", "alias": offered.alias, "ref": offered.ref})
    if circle.home_at:
        needs.append({"kind": "round_home", "alias": "", "ref": ""})
    needs += [{"kind": "away", "alias": s.alias, "ref": s.ref} for s in circle.seated if s.away]
    lost = [s for s in circle.seated if s.here is False and not s.away and s != holder]
    needs += [{"kind": "lost", "alias": s.alias, "ref": s.ref} for s in lost]
    needs += [{"kind": "new", "alias": s.alias, "ref": s.ref} for s in circle.seated if s.new]
    if circle.phase == "kettle" and len(circle.seated) == 2:
        needs.append({"kind": "two_chairs", "alias": "", "ref": ""})
    if len(circle.seated) > 10:
        needs.append({"kind": "split" if len(circle.seated) > 12 else "many", "alias": "", "ref": ""})
    return needs


def _balance(circle: Circle) -> View:
    """How the talk is shared, in words: `kind` and aliases, never numbers, never a ranking. Private."""
    sharing = [seat for seat in circle.seated if seat.sharing]
    total = sum(seat.heard for seat in sharing)
    unheard = [seat.alias for seat in sharing if seat.heard == 0]
    if total < 240 or len(sharing) < 3:
        return {"kind": "early", "unheard": [], "much": []}
    much = [seat.alias for seat in sharing if seat.heard > 2.5 * total / len(sharing)]
    kind = "uneven" if much else "some_unheard" if unheard else "fair"
    return {"kind": kind, "unheard": unheard, "much": much}


def _script(circle: Circle) -> str:
    part = circle.now_part or (circle.parts[0] if circle.phase == "kettle" and circle.parts else None)
    return part.script if part else ""


# what may be pressed


FOR_OTHERS = (
    "pass_on",
    "accept",
    "not_now",
    "come_back_to_me",
    "take",
    "ask_to_share",
    "withdraw",
    "undo",
    "say",
    "need",
)


def can(circle: Circle, seat: Seat, now: float) -> list[str]:
    """The commands that would not be refused to this seat now, the main one first."""
    if circle.phase == "closed":
        return []
    if seat.away:
        return ["come_back", *["not_ok"] * bool(care.unasked(circle, seat))]
    doing = [*_with_the_piece(circle, seat, now), *_with_words(circle, seat), *_for_oneself(circle, seat)]
    return doing + (_as_keeper(circle, seat) if circle.keeps(seat) else []) + _at_door(circle, seat)


def _with_the_piece(circle: Circle, seat: Seat, now: float) -> list[str]:
    held, moving = circle.piece, circle.moving
    later = ["come_back_to_me"] * piece.may_come_back(circle, seat.ref)
    out: list[str] = []
    if held.holder == seat.ref and circle.has_piece:
        out += ["said_back"] if held.saying_back else []
        out += ["pass_on", "need", "not_now", *later, "rest_in_middle", "show", *["put_away"] * bool(held.shown)]
    elif held.offered_to == seat.ref:
        out += [*["accept"] * moving, "not_now", *later]
    elif piece.may_take(circle, seat, now) and (circle.mode != "floor" or piece.has_asked(circle, seat.ref)):
        out += ["take"]
    if piece.can_undo(circle, seat, now):
        out += ["undo"]
    if _heads_up(circle, seat, now):
        out += ["answer_ahead"]
    if circle.has_piece and circle.mode == "floor" and seat.sharing:
        asked = piece.has_asked(circle, seat.ref)
        busy = seat.ref in (held.holder, held.offered_to)
        out += ["withdraw"] if asked else [] if busy else ["ask_to_share"]
    if held.offered_to and held.offered_to != seat.ref and piece.may_move_offer(circle, seat, now):
        out += ["come_back_for_them"]
    if held.holder and held.holder != seat.ref and not circle.keeps(seat) and piece.may_rest(circle, seat, now):
        out += ["rest_in_middle"]
    return out


def _with_words(circle: Circle, seat: Seat) -> list[str]:
    held = circle.piece
    out = ["say"] if words.may_write(circle, seat) else []
    if held.holder and held.holder != seat.ref:
        sent = _sent(circle).get(seat.ref, set())
        kinds = ("hear_you", "thank_you") if held.need == "just_listen" else ("hear_you", "me_too", "thank_you")
        out += ["acknowledge"] if set(kinds) - sent else []
        out += ["reflect"]
    elif held.spoke and held.spoke != seat.ref and not held.holder and circle.seat(held.spoke):
        out += ["reflect"]
    if circle.phase in ("kettle", "under_way") and len(circle.bowl) < words.MOST_IN_BOWL:
        out += ["drop_in_bowl"]
    if circle.phase in ("under_way", "closing") and len(circle.slips) < words.MOST_SLIPS:
        out += ["slip"]
    if any(not slip["mine"] and not slip["told"] for slip in _slips(circle, seat)):
        out += ["not_only_you"]
    if not circle.pairs and _may_be_glad(circle, seat):
        out += ["glad_paired"]
    return out


def _may_be_glad(circle: Circle, seat: Seat) -> bool:
    paired = circle.partners(seat.ref, circle.paired) if circle.paired else ()
    if not paired:
        return False
    told = {heard.to for heard in circle.received if heard.kind == "glad" and heard.by == seat.ref}
    return not told.issuperset(paired)


def _for_oneself(circle: Circle, seat: Seat) -> list[str]:
    out = ["just_listen", "step_out"]
    if care.unasked(circle, seat):
        out += ["not_ok"]
    if any(seat.ref in call.to and not call.seen_by for call in circle.calls):
        out += ["seen"]
    if (circle.keeper_wanted_at or circle.paused) and seat.sharing:
        out += ["keep"]
    if door.may_seat_guests(circle, seat) and not circle.full:
        out += ["seat_guest"]
    return out


def _as_keeper(circle: Circle, seat: Seat) -> list[str]:
    held = circle.piece
    if circle.phase == "kettle":
        return [*(["begin"] if len(circle.seated) >= 2 else []), *_always(circle, seat)]
    if circle.phase == "after":
        return _always(circle, seat)
    out = ["next_part", "set_prompt"]
    out += ["resume"] if circle.hush or circle.paused else []
    out += [] if circle.hush else ["hush"]
    if held.holder and held.holder != seat.ref:
        out += ["bring_on", "gift_minutes", "rest_in_middle", *["put_away"] * bool(held.shown)]
    if held.holder == seat.ref:
        out += ["gift_minutes"]
    if held.offered_to and held.offered_to != seat.ref:
        out += ["rest_in_middle"]
    if circle.moving and held.resting and upcoming(circle):
        out += ["bring_on"]
    if not held.holder and circle.has_piece:
        out += ["talk"]
    out += ["end_talk"] if circle.talk else []
    out += ["draw_from_bowl"] if circle.bowl else []
    out += ["read_together"] if circle.mode == "writing" and not circle.read else []
    return out + _always(circle, seat)


def _always(circle: Circle, seat: Seat) -> list[str]:
    out = ["unlock" if circle.locked else "lock", *["call_link"] * bool(circle.way.get("call"))]
    out += ["remove"] * bool(_may_remove(circle, seat))
    out += ["hand_over"] * bool(_may_keep(circle, seat))
    return [*out, "close"] if circle.phase != "under_way" else out


def _at_door(circle: Circle, seat: Seat) -> list[str]:
    if not circle.answers_door(seat) or circle.piece.holder == seat.ref:
        return []
    waiting = [knock for knock in circle.door if not knock.answer]
    open_to = [knock for knock in waiting if not knock.let_in and door.may_sit(circle, knock.seat)]
    admits = bool(open_to) and circle.phase != "closing"
    return ["admit"] * admits + ["turn_away"] * bool(waiting)
