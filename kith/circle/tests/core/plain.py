"""The agreement once more, written down plainly: who holds the piece, who is offered it, who is to come.

Deliberately naive and separate from the core: it knows who sits here from the circle, but everything about the piece by itself.
"""

from kith.circle.core import CLOCK, Circle, Command
from kith.circle.evening.facts import Seat
from kith.circle.evening.order import round_order

ROUNDS = ("round", "empathy", "closing")


class Plain:
    """A piece, a line of people, their raised hands and what they said ahead."""

    def __init__(self) -> None:
        self.part = -1
        self.later: list[str] = []
        self._fresh([])

    def _fresh(self, order: list[str]) -> None:
        self.holder = self.offered = self.kept = self.before = ""
        self.order, self.back = order, list[str]()
        self.had, self.once = set[str](), set[str]()
        self.asks: dict[str, float] = {}
        self.ahead: dict[str, tuple[str, float]] = {}
        self.home = False

    def agrees_with(self, circle: Circle) -> bool:
        here = self.holder, self.offered, self.order, self.back, self.asks, self.had, self.home
        piece, rounds = circle.piece, circle.mode in ROUNDS
        there = piece.holder, piece.offered_to, [*circle.order], [*circle.back], dict(circle.asks), {*circle.had}
        assert here == (*there, bool(circle.home_at)), f"plainly {here}, but {there}, {rounds=}"
        return True

    # what a command means

    def press(self, command: Command, before: Circle, after: Circle, now: float) -> None:
        self.circle, self.now = after, now
        shared = {one.ref for one in before.seated if one.sharing}
        self.later = [one.ref for one in after.seated if one.sharing and one.ref not in shared]
        seat = command.on_behalf or command.actor
        if command.actor == CLOCK:
            seat = str(command.data.get("seat") or command.data.get("why", "").split(".")[0])
        if after.phase == "closed":
            return self._fresh([])
        verb = getattr(self, f"_{command.kind}", None)
        if verb:
            verb(seat, command, before)
        if after.part != self.part:
            self._open(after)
        self._later_seats()
        return None

    def _open(self, after: Circle) -> None:
        """Who came in at the pause before it is in the frozen order; who came in as it opened stands at its end."""
        self.part, later = after.part, self.later
        everyone = round_order(after.seated, opener=after.lead, door=after.greeter)
        before_it = round_order(
            [one for one in after.seated if one.ref not in later], opener=after.lead, door=after.greeter
        )
        for order in (everyone, before_it):
            self._fresh(list(order) if after.mode in ROUNDS else [])
            self.later = later
            self._go()
            if tuple(self.order) == after.order:
                return

    def _accept(self, seat: str, _c: Command, _b: Circle) -> None:
        self._hold(seat)

    _take = _accept

    def _pass_on(self, seat: str, _c: Command, before: Circle) -> None:
        if self.holder:
            self.before = self._end()
            self._go(next_part=before.next_after_turn)
        else:
            self._go(pressed=True)

    def _not_now(self, seat: str, _c: Command, before: Circle) -> None:
        if self.offered:
            self._skip(seat)
        else:
            self.before = self._end()
        self._go(next_part=before.next_after_turn)

    def _come_back_to_me(self, seat: str, command: Command, before: Circle) -> None:
        own = seat == command.actor or before.sat(seat).by == command.actor
        if own:
            self.once.add(seat)
            self.holder = self.offered = ""
            self._out(seat)
            self.back.append(seat)
            self._go(next_part=before.next_after_turn)
        else:
            self._put_off()

    def _put_off(self) -> None:
        late, self.offered = self.offered, ""
        others = [ref for ref in self._line() if self._seat(ref).present]
        self.back.append(late)
        if others:
            self._go()
        else:
            self._maybe_home()

    def _undo(self, _seat: str, _c: Command, _b: Circle) -> None:
        if self.offered:
            self._first(self.offered)
        self.holder, self.before, self.offered = self.before, "", ""
        self.had.discard(self.holder)
        self._out(self.holder)
        self._on_its_way()

    def _answer_ahead(self, seat: str, command: Command, _b: Circle) -> None:
        self.ahead[seat] = (str(command.data["answer"]), self.now)

    def _ask_to_share(self, seat: str, _c: Command, before: Circle) -> None:
        closing = self.now >= before.closing_due and not before.keeps(before.seat(seat))
        free = not self.holder and not self.offered and before.moving and not closing
        if free and not self.asks:
            self._hold(seat)
        else:
            self.asks[seat] = self.now

    def _withdraw(self, seat: str, _c: Command, _b: Circle) -> None:
        ahead = dict(self.ahead)
        self._out(seat)
        self.ahead = ahead

    def _rest_in_middle(self, _seat: str, _c: Command, before: Circle) -> None:
        if self.offered:
            self._first(self.offered)
            self.offered = ""
            return
        lost = before.gone_since(before.sat(self.holder)) is not None
        self._rest(kept=lost, next_part=before.next_after_turn)

    def _rest(self, *, kept: bool, next_part: bool) -> None:
        holder = self._end()
        self.kept = holder if kept else ""
        if not next_part:
            self._maybe_home()

    def _talk(self, _seat: str, _c: Command, _b: Circle) -> None:
        if self.offered:
            self._first(self.offered)
            self.offered = ""

    def _end_talk(self, _seat: str, _c: Command, _b: Circle) -> None:
        self._go()

    def _resume(self, _seat: str, _c: Command, _b: Circle) -> None:
        self._go_on()

    def _keep(self, _seat: str, _c: Command, before: Circle) -> None:
        if before.paused:
            self._go_on()

    def _set_prompt(self, _seat: str, _c: Command, _b: Circle) -> None:
        if self.home:
            kept, before = self.kept, self.before
            self._fresh(list(round_order(self.circle.seated, opener=self.circle.lead, door=self.circle.greeter)))
            self.kept, self.before = kept, before
            self._go()

    # who comes and goes

    def _knock(self, seat: str, _c: Command, before: Circle) -> None:
        self._keeper_back(seat, before)

    _sit = _knock

    def _step_out(self, seat: str, command: Command, before: Circle) -> None:
        if before.seat(command.actor) and before.seat(
            seat
        ):  # from the door one leaves the door, whoever it was said for
            self._leaves(seat, before)

    def _remove(self, _seat: str, command: Command, before: Circle) -> None:
        who = str(command.data["seat"])
        for guest in [one.ref for one in before.seated if one.by == who]:
            self._leaves(guest, before)
        self._leaves(who, before)

    def _forget(self, seat: str, _c: Command, before: Circle) -> None:
        for guest in [one.ref for one in before.seated if one.by == seat]:
            self._leaves(guest, before)
        if any(one.ref == seat for one in before.seats):
            self._leaves(seat, before)

    def _just_listen(self, seat: str, _c: Command, before: Circle) -> None:
        if self._seat(seat).mode == "listening":
            self._leaves(seat, before, may_undo=True)

    def _kept_is_brought_by(self, seat: str) -> bool:
        kept = self.circle.seat(self.kept)
        return kept is not None and kept.by == seat

    def _come_back(self, seat: str, _c: Command, before: Circle) -> None:
        if self._kept_is_brought_by(seat):
            self._back_on_the_line(self.kept, before.moving)
        self._keeper_back(seat, before)

    def _leaves(self, seat: str, before: Circle, *, may_undo: bool = False) -> None:
        had_it = seat in (self.holder, self.offered)
        if self.holder == seat:
            ended = self._end()
            self.before = ended if may_undo else ""
        if self.offered == seat:
            self.offered = ""
        self._out(seat)
        if had_it:
            self._go(next_part=before.next_after_turn)

    def _found(self, seat: str, _c: Command, before: Circle) -> None:
        self._back_on_the_line(self.kept if self._kept_is_brought_by(seat) else seat, before.moving)
        self._keeper_back(seat, before)

    def _unknown(self, seat: str, _c: Command, before: Circle) -> None:
        self._keeper_back(seat, before)

    def _back_on_the_line(self, seat: str, moving: bool) -> None:
        if self.holder or self.offered or not moving or not self._seat(seat).sharing:
            return
        if self.kept == seat:
            self._hold(seat)
            return
        others = [ref for ref in self._line() if ref != seat and self._seat(ref).present]
        if seat in self._line() and not others and not self._closing():
            self._give(seat)

    def _keeper_back(self, seat: str, before: Circle) -> None:
        one = self.circle.seat(seat)
        if one and one.present and self.circle.keeps(one) and (before.paused or before.keeper_wanted_at):
            self._go_on()

    def _lapse(self, why: str, _c: Command, before: Circle) -> None:
        if why == "dropped":
            self._rest(kept=True, next_part=before.next_after_turn)
        elif why == "lost_offer":
            self._put_off()

    # how the piece moves

    def _go_on(self) -> None:
        kept = self.circle.seat(self.kept)
        device = self.circle.device(kept) if kept else None
        if device and device.here and not device.away:
            self._back_on_the_line(self.kept, self.circle.moving)
        if not self.home:
            self._go()

    def _go(self, *, pressed: bool = False, next_part: bool = False) -> None:
        if next_part:
            return None  # the part is opened below
        self._later_seats()
        while self.circle.moving and not self.holder and not self.offered:
            line = self._line()
            if not line:
                return self._maybe_home()
            if self._closing() and not pressed:
                return None
            self._give(line[0])
        return None

    def _give(self, ref: str) -> None:
        answer, at = self.ahead.get(ref, ("", 0.0))
        seat = self._seat(ref)
        rounds = self.circle.mode in ROUNDS
        if answer == "pass":
            self._skip(ref)
        elif answer == "come_back" and not (rounds and ref in self.once):
            self._out(ref)
            self.back.append(ref)
            self.once.add(ref)
        elif seat.by or (answer in ("speak", "write") and self.now - at < 180 and seat.present):
            self._hold(ref)
        else:
            self._out(ref)
            self.offered, self.kept = ref, ""
            self._on_its_way()

    def _hold(self, ref: str) -> None:
        self._out(ref)
        self.holder, self.offered, self.kept, self.before = ref, "", "", ""
        self._on_its_way()

    def _on_its_way(self) -> None:
        """A round that had come home goes on, for those too who came in the meantime."""
        if self.home:
            self.home = False
            self.later = [one.ref for one in self.circle.seated if one.sharing]
            self._later_seats()

    def _end(self) -> str:
        ended, self.holder = self.holder, ""
        self.had.add(ended)
        self.before = self.kept = ""
        return ended

    def _skip(self, ref: str) -> None:
        self._out(ref)
        self.offered = "" if self.offered == ref else self.offered
        self.had.add(ref)

    def _maybe_home(self) -> None:
        self._later_seats()
        rounds = self.circle.mode in ROUNDS and self.circle.has_piece
        if rounds and not any(self._seat(ref).present for ref in self._line()) and (self.had or self.back):
            self.home = True

    def _out(self, ref: str) -> None:
        self.order = [one for one in self.order if one != ref]
        self.back = [one for one in self.back if one != ref]
        self.asks.pop(ref, None)
        self.ahead.pop(ref, None)

    def _first(self, ref: str) -> None:
        if self.circle.now_part and self.circle.now_part.mode == "floor":
            self.asks[ref] = 0
        else:
            self.order.insert(0, ref)

    def _line(self) -> list[str]:
        if not self.circle.has_piece:
            return []
        if self.circle.mode in ROUNDS:
            return self.order + self.back
        return sorted(self.asks, key=self._least_heard) + self.back

    def _least_heard(self, ref: str) -> tuple[object, ...]:
        seat = self._seat(ref)
        return self.asks[ref] != 0, seat.turns, int(seat.heard / 60), self.asks[ref]

    def _closing(self) -> bool:
        return self.circle.mode == "floor" and self.now >= self.circle.closing_due

    def _later_seats(self) -> None:
        """Whoever sat down, came back or shares again while the round was on its way stands at its end, if still to come."""
        part, phase = self.circle.now_part, self.circle.phase
        aside = phase not in ("under_way", "closing") or self.circle.together or self.home
        if part and part.mode in ROUNDS and not aside:
            known = {*self.order, *self.back, *self.had, self.holder, self.offered}
            self.order += [ref for ref in self.later if ref not in known]
        self.later = []

    def _seat(self, ref: str) -> Seat:
        return self.circle.sat(ref)
