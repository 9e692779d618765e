"""Holding something up while one speaks: a keepsake, a thing from the shelf, a goal. Only the holder, only what they brought."""

from kith.circle.evening.draft import Draft
from kith.circle.evening.events import PutAway, Showed
from kith.circle.evening.facts import Circle, Reason

KINDS = ("keepsake", "resource", "strategy", "goal")


def show(draft: Draft) -> None:
    """Everyone seated sees it until the turn ends, or it is put away. Another one takes its place.

    facts["shown"]: kind, ref, name and text of what the server knows they brought to this meeting; None when it is not there.
    """
    draft.same_turn()
    draft.must(draft.circle.has_piece, Reason.NO_PIECE_NOW)
    draft.must(draft.circle.piece.holder == draft.actor.ref, Reason.NOT_YOUR_TURN)
    shown = draft.given(draft.command.facts.get("shown"), Reason.NOTHING_THERE)
    draft.must(shown["kind"] in KINDS, Reason.NOTHING_THERE)
    draft.add(Showed(draft.now, draft.actor.ref, shown["kind"], shown["ref"], shown["name"], shown["text"]))


def put_away(draft: Draft) -> None:
    """By whoever shows it, or who keeps the evening."""
    draft.same_turn()
    draft.must(draft.circle.piece.shown, Reason.NOTHING_THERE)
    mine = draft.circle.piece.holder == draft.actor.ref
    draft.must(mine or draft.circle.keeps(draft.actor), Reason.NOT_YOUR_TURN)
    draft.add(PutAway(draft.now))


def taken_back(draft: Draft) -> None:
    """Of the clock: it is its owner's no longer to be seen, wherever it was shown."""
    shown = draft.given(draft.circle.piece.shown, Reason.NOTHING_THERE)
    draft.must(shown.ref == draft.text("ref"), Reason.NOTHING_THERE)
    draft.add(PutAway(draft.now))


def talk_is_next(circle: Circle) -> bool:
    """Something was held up: free talk may follow once nobody holds the piece, if whoever keeps the evening wants it so."""
    return circle.piece.held_up and not circle.piece.holder and circle.has_piece
