"""What a page reads out of a view: the view itself and a few facts made from it. `facts.js` makes the same; a test compares.

The templates are the one place that says what is shown when (`kith.circle.templatetags.circle_words`); server and script both read
them. Sentences that depend on a kind of thing are in `kith.circle.sentences`.
"""

from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any

from django.urls import reverse

from kith.circle import sentences

View = Mapping[str, Any]
Facts = dict[str, Any]
Words = Mapping[str, str]
PIECE_MODES = ("round", "floor", "empathy", "closing")
ACKNOWLEDGEMENTS = ("hear_you", "me_too", "thank_you")


def context(view: View, *, ref: str = "", doing: str = "", turn: int = 0) -> Facts:
    """What the circle's templates need. `ref`: the meeting's; `doing`: where the forms go, when not to a meeting's circle."""
    words = sentences.words()
    return {
        "view": view,
        "words": words,
        "facts": facts(view, words, turn=turn, showing=(at := _showing(view, ref))),
        "showing": at,
        "doing": doing or reverse("circle:do", args=[ref, "x"]).removesuffix("x/"),
        "asking": reverse("circle:state", args=[ref]) if ref else "",
        "listening": reverse("circle:room", args=[ref]) + "live" if ref else "",
        "ops": count(1),
        "turn": turn,
    }


def _showing(view: View, ref: str) -> str:
    """Where the picture of what is shown is asked for; its name comes last. A practice has none."""
    hall = "as=hall&" if view["you"]["role"] == "hall" else ""
    return f"{reverse('circle:shown', args=[ref])}?{hall}of=" if ref else ""


def page_of(view: View) -> str:
    """Which page this view is drawn on. When it changes, the script fetches the other one."""
    you = view["you"]
    if you["role"] == "hall":
        return "hall"
    if not you["seat"]:
        return "door"
    if view["phase"] == "closed":
        return "over"
    return "keeper" if "keeping" in view else "greeter" if "door" in view else "room"


def facts(view: View, words: Words, *, turn: int = 0, showing: str = "") -> Facts:
    """The view, and what the templates say of it. Seats begin `turn` places on, for a projector beside real chairs."""
    made: Facts = {**view, "page": page_of(view), "can": dict.fromkeys(view["can"], True)}
    if made["page"] in ("door", "over"):
        return made | _received(view["you"], words)
    you, piece = view["you"], view["piece"]
    scene = scene_of(view)
    made |= {
        "scene": scene,
        "mine": scene == "mine",
        "line": _line(view, scene),
        "seats": (seats := _seats(view, words, turn)),
        "beside_me": [seat for seat in seats if not seat["empty"] and seat["ref"] != you["seat"]],
        "agenda": [_part(part) for part in view["agenda"]],
        "who": _alias(view, piece["holder"]),
        "to": _alias(view, piece["offered_to"]),
        "need": words["need." + piece["need"]] if piece["need"] else "",
        "chosen": {piece["need"]: True},
        "pair": _names(you.get("pair", []), words),
        "paired": _names(you.get("paired", []), words),
        "apart": _names(you.get("apart", []), words),
        "resting_microphones": bool(view["way"].get("call") and piece["holder"] and not you.get("holding")),
        "link": _link(view),
        "picture": _picture(view, showing),
    }
    made["ring"] = f"circle of-{len(made['seats'])}"
    made |= _next(view, words) | _time(view, words)
    return made | _of_mine(view, words) | _of_keeping(view, words) if you["seat"] else made


def scene_of(view: View) -> str:
    """What is going on, for this viewer: one of the screens."""
    you, piece = view["you"], view["piece"]
    if you.get("away"):
        return "away"
    if view["phase"] in ("kettle", "after", "closed"):
        return str(view["phase"])
    if view["paused"] or view["hush"] or view["mode"] == "silence":
        return "paused" if view["paused"] else "hush"
    if view["mode"] not in PIECE_MODES:
        return str(view["mode"])
    if you.get("holding") or you.get("offered"):
        return "mine" if you["holding"] else "offered"
    return "turn" if piece["holder"] else "offering" if piece["offered_to"] else "resting"


def _line(view: View, scene: str) -> str:
    """Which sentence says what is going on."""
    piece, you = view["piece"], view["you"]
    if scene == "turn":
        doing = next((seat["state"] for seat in view["seats"] if seat["ref"] == piece["holder"]), "speaking")
        return str(doing) if doing == "saying_back" else f"{doing}_{'need' if piece['need'] else 'turn'}"
    if scene == "mine":
        return "mine_back" if piece["saying_back"] else "mine"
    if scene == "pairs":
        return "pairs" if you.get("pair") else "pairs_alone"
    if scene == "writing":
        return "together" if view["phase"] == "closing" else "writing"
    return "home" if scene == "resting" and view["home"] else scene


def _seats(view: View, words: Words, turn: int) -> list[Facts]:
    seats = [_seat(view, seat, words) for seat in view["seats"]]
    if view["empty_seat"]:
        seats.append({"ref": "empty", "name": words["empty"], "letter": "", "state": "", "empty": True})
    turn = turn % len(seats) if seats else 0
    return seats[turn:] + seats[:turn]


def _seat(view: View, seat: View, words: Words) -> Facts:
    me = seat["ref"] == view["you"]["seat"]
    return {
        **seat,
        "seed": str(seat["seed"]),
        "name": words["you"] if me else seat["alias"],
        "letter": seat["alias"][:1].upper(),
        "holding": seat["ref"] == view["piece"]["holder"],
        "dim": seat["away"] or seat["here"] is False,
        "empty": False,
    }


def _part(part: View) -> Facts:
    return {**part, "done": part["state"] == "done", "current": "step" if part["state"] == "now" else ""}


def _next(view: View, words: Words) -> Facts:
    """Who comes after, by name; of oneself, "you"."""
    two = view.get("keeping", {}).get("next_two", [])
    ref = view["piece"]["next"]
    name = _alias(view, ref) or (two[0] if two else "")
    mine = ref is not None and ref == view["you"]["seat"]
    return {"next": words["you"] if mine else name, "then": two[1] if len(two) > 1 else ""}


def _time(view: View, words: Words) -> Facts:
    """Whole minutes, and only where the view tells them."""
    time = view["you"].get("time")
    if not time:
        return {"spent": 0, "about": "", "clock": ""}
    spent = max(0, int((time["now"] - time["since"]) // 60))
    about = words.get(f"minutes.{time['about']}") or words["minutes.many"].replace("{n}", str(time["about"]))
    return {"spent": spent, "about": about, "clock": "some" if spent else "begun"}


def _of_mine(view: View, words: Words) -> Facts:
    you, piece = view["you"], view["piece"]
    ahead, call = you["heads_up"] or {}, you["not_ok"]
    open_to = "acknowledge" in view["can"]
    alone = piece["need"] == "just_listen"
    hands = [{**hand, "does": dict.fromkeys(hand["can"], True)} for hand in you["hands"]]
    return {
        "you": {**you, "hands": hands},
        "ack": {
            kind: open_to and kind not in you["sent"] and not (alone and kind == "me_too") for kind in ACKNOWLEDGEMENTS
        },
        "sent": bool(you["sent"]),
        "ahead": f"{ahead['turns']}" if ahead and not (you["offered"] or you["holding"]) else "",
        "answer": ahead.get("answer", ""),
        "call_state": "seen"
        if call["seen_by"]
        else "waited"
        if call.get("waited")
        else "sent"
        if call["sent_to"]
        else "",
        "call_to": _names(call["sent_to"], words),
        **_received(you, words),
    }


def _received(you: View, words: Words) -> Facts:
    """What reached you, as words: who hears you, and what they heard. Never how many."""
    kinds = [*ACKNOWLEDGEMENTS, "glad"]
    by = {kind: list(dict.fromkeys(h["alias"] for h in you.get("received", []) if h["kind"] == kind)) for kind in kinds}
    many = {kind: "one" if len(by[kind]) == 1 else "many" for kind in kinds}
    heard = [{"kind": f"{kind}_{many[kind]}", "names": _names(by[kind], words)} for kind in kinds if by[kind]]
    return {"heard": heard, "reflections": [h for h in you.get("received", []) if h["kind"] == "reflection"]}


def _of_keeping(view: View, words: Words) -> Facts:
    keeping = view.get("keeping")
    if not keeping:
        return {}
    balance = keeping["balance"]
    return {
        "with": _names(keeping["with"], words),
        "unheard": _names(balance["unheard"], words),
        "much": _names(balance["much"], words),
        "hands_up": _names(keeping["asked"], words),
        "calm": not (keeping["needs"] or view["you"]["calls"]),
        "needing": bool(keeping["needs"] or keeping["asked"] or len(keeping["next_two"]) > 1 or not view.get("door")),
    }


def _alias(view: View, ref: str | None) -> str:
    return next((str(seat["alias"]) for seat in view["seats"] if seat["ref"] == ref), "")


def _names(names: Sequence[str], words: Words) -> str:
    """ "June, Teo and Kit"."""
    if len(names) < 2:
        return "".join(names)
    return words["and"].replace("{first}", ", ".join(names[:-1])).replace("{last}", names[-1])


def _picture(view: View, showing: str) -> str:
    shown = view["shown"]
    return showing + shown["ref"] if shown and shown["kind"] == "keepsake" else ""


def _link(view: View) -> str:
    """The call's address, if it is one that a page may link to."""
    link = str(view.get("call", {}).get("link") or "")
    return link if link.startswith(("https://", "http://")) else ""
