"""Ordinary disasters: lines drop, people press twice, nobody wants to speak, clocks jump; the evening goes on."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kith.circle import core
from kith.circle.core import CLOCK, Command, Reason, Refused
from kith.circle.evening.facts import Seat
from kith.circle.evening.order import round_order
from kith.circle.tests.core.evening import Evening, floor_of, gathered, round_of
from kith.circle.tests.core.holding import holds


def test_they_pass_it_on_and_drop_before_the_next_one_accepts() -> None:
    evening = round_of("ana", "ben", "cleo").do("ana", "accept").do("ana", "pass_on").lose("ana").wait(60)
    assert evening.offered == "ben"
    assert evening.do("ben", "accept").go_round() == ["ben", "cleo"]


def test_she_drops_with_seven_people_in_and_the_evening_finds_its_way() -> None:
    evening = round_of("ana", "ben", "cleo", "dee", "eli", "fay").sit("june", co_facilitator=True)
    evening.go_round()
    evening.lose("ana").wait(120)
    assert evening.circle.lead == "june"
    evening.lose("june").wait(120)
    assert evening.view("ben")["keeper_wanted"]
    evening.wait(120)
    assert evening.view("ben")["paused"] and evening.no("cleo", "hush") == Reason.ONLY_FACILITATORS
    evening.find("ana")
    assert not evening.view("ben")["paused"] and evening.do("ana", "next_part").circle.phase == "closing"


@pytest.mark.parametrize("kind", sorted(core.VERBS))
def test_a_removed_seats_page_goes_on_pressing_and_nothing_happens(kind: str) -> None:
    evening = round_of("ana", "ben", "cleo").do("ana", "accept").do("ana", "remove", seat="ben")
    typed = {"text": "hello", "who": "cleo", "seat": "cleo", "answer": "speak", "slip": "s", "call": "c", "alias": "B"}
    assert evening.no("ben", kind, facts={"alias": "Ben", "ref": "x"}, **typed) == Reason.REMOVED
    assert evening.view("ben").keys() == {"phase", "you", "can"}


def test_two_facilitators_press_different_things_and_the_second_named_what_has_passed() -> None:
    evening = gathered("round", "ana", "ben").sit("june", co_facilitator=True).do("ana", "accept")
    part, turn = evening.circle.part, evening.turn
    evening.do("ana", "pass_on", turn=turn)
    assert evening.no("june", "rest_in_middle", turn=turn) == Reason.TURN_HAS_PASSED
    evening.do("ana", "next_part", part=part)
    for kind in ("next_part", "set_prompt", "hush", "talk", "read_together", "close"):
        assert evening.no("june", kind, part=part, text="What now?") == Reason.PART_HAS_PASSED
    assert evening.do("june", "hush", part=evening.circle.part).circle.hush


@pytest.mark.parametrize("kind", ["pass_on", "not_now", "come_back_to_me", "rest_in_middle"])
def test_twenty_identical_presses_move_it_exactly_once(kind: str) -> None:
    evening = round_of("ana", "ben", "cleo").do("ana", "accept")
    turn, order = evening.turn, evening.circle.order
    evening.do("ana", kind, turn=turn)
    after = evening.circle
    assert {evening.no("ana", kind, turn=turn) for _ in range(19)} == {Reason.TURN_HAS_PASSED}
    assert evening.circle == after and len(order) - len(after.order) <= 1


@pytest.mark.parametrize("jump", [86_400, -86_400])
def test_the_clock_jumps_a_day_and_nothing_ends_with_people_in(jump: float) -> None:
    for evening in (round_of("ana", "ben", "cleo"), floor_of("ana", "ben", "cleo").do("ben", "ask_to_share")):
        evening.knock("nia", new=True).now += jump
        evening.do(CLOCK, "lost", seat="cleo")
        holds(evening.circle)
        assert evening.circle.phase == "under_way"
        speaker = evening.on(0)
        assert evening.view(speaker)["you"]["time"] is None and evening.seat(speaker).heard >= 0
        assert evening.next().circle.parts[-1].minutes >= 5


def test_a_circle_of_two() -> None:
    evening = gathered("floor", "ana", "ben").do("ben", "ask_to_share").do("ben", "pass_on").do("ana", "ask_to_share")
    assert evening.holder == "ana"
    assert evening.do("ana", "pass_on").to("closing").go_round() == ["ana", "ben"]


def test_a_circle_of_sixteen() -> None:
    names = [f"seat{i}" for i in range(16)]
    evening = round_of(*names)
    assert sorted(evening.go_round()) == sorted(names)
    assert "split" in evening.needs(names[0])


def test_everyone_just_listens_and_one_changes_her_mind() -> None:
    evening = Evening("round", "closing").sit("ana", facilitator=True, listens=True)
    evening.sit("ben", "cleo", listens=True).begin()
    assert evening.resting and evening.no("ben", "take") == Reason.YOU_ARE_LISTENING
    assert evening.do("ben", "just_listen").do("ben", "take").holder == "ben"
    assert "round_home" in evening.do("ben", "pass_on").needs("ana")


def test_all_step_out_and_all_come_back() -> None:
    evening = round_of("ana", "ben", "cleo").do("ana", "accept")
    for name in ("ana", "ben", "cleo"):
        evening.do(name, "step_out")
    assert evening.resting and evening.wait(600).circle.phase == "under_way"
    for name in ("cleo", "ben", "ana"):
        evening.do(name, "come_back")
    assert evening.do("ana", "set_prompt", choice="lighter").go_round() == ["ana", "ben", "cleo"]


def test_everyone_says_come_back_to_me_and_then_everyone_speaks() -> None:
    evening = round_of("ana", "ben", "cleo")
    for name in ("ana", "ben", "cleo"):
        evening.do(name, "come_back_to_me")
    assert evening.go_round() == ["ana", "ben", "cleo"]


def test_a_whole_part_of_silence_and_a_hush_inside_an_offer() -> None:
    evening = round_of("ana", "ben").do("ana", "hush")
    assert evening.no("ana", "accept") == Reason.WE_ARE_SILENT
    assert evening.do("ana", "not_now").resting
    assert evening.do("ana", "resume").offered == "ben"


def test_someone_erases_themselves_while_they_speak() -> None:
    evening = round_of("ana", "ben", "cleo").do("ana", "accept").do("ana", "pass_on").do("ben", "accept")
    evening.do("ben", "say", text="my words").do(CLOCK, "forget", seat="ben")
    assert evening.offered == "cleo"
    assert "my words" not in core.dump(evening.circle) and "Ben" not in core.dump(evening.circle)
    assert evening.no("ben", "knock", facts={"alias": "Ben"}) == Reason.REMOVED


def test_who_was_removed_or_waits_at_the_door_can_be_forgotten_too() -> None:
    evening = round_of("ana", "ben", "cleo").do("ana", "remove", seat="ben").knock("nia", new=True)
    evening.do(CLOCK, "forget", seat="ben").do(CLOCK, "forget", seat="nia")
    assert "Ben" not in core.dump(evening.circle) and "Nia" not in core.dump(evening.circle)
    assert evening.no(CLOCK, "forget", seat="ben") == Reason.NOT_THERE


def test_the_hall_phones_owner_is_asked_to_leave_and_their_guests_go_along() -> None:
    evening = Evening("round", "closing").sit("ana", facilitator=True).sit("hal", where="hall").guest("gran", by="hal")
    evening.guest("gramps", by="hal").sit("ben").begin().do("ana", "accept").do("ana", "pass_on").do("hal", "accept")
    evening.do("hal", "pass_on").do("ana", "remove", seat="hal")
    assert [seat.ref for seat in evening.circle.seated] == ["ana", "ben"] and evening.offered == "ben"


def test_a_reflection_sent_a_moment_late_reaches_whom_it_answers() -> None:
    evening = round_of("ana", "ben", "cleo").do("ana", "accept").do("ben", "answer_ahead", answer="speak")
    turn = evening.turn
    evening.do("ana", "pass_on")
    assert evening.holder == "ben"
    evening.do("cleo", "reflect", text="ana, I heard you", turn=turn)
    assert evening.view("ana")["you"]["received"][0]["text"] == "ana, I heard you"
    assert evening.no("cleo", "reflect", text="who?", turn=turn - 2) == Reason.TURN_HAS_PASSED
    evening.do("ben", "pass_on")
    assert evening.view("ben")["you"]["received"] == []


def test_me_too_is_not_offered_to_someone_who_asked_to_be_just_listened_to() -> None:
    evening = round_of("ana", "ben").do("ana", "accept").do("ben", "acknowledge", kind="me_too")
    evening.do("ana", "need", need="just_listen").sit("cleo")
    assert evening.no("cleo", "acknowledge", kind="me_too") == Reason.NOT_OFFERED_HERE
    evening.do("cleo", "acknowledge", kind="hear_you")
    assert evening.view("ana")["you"]["received"] == []  # it waits until the turn ends
    evening.do("ana", "pass_on")
    assert {one["alias"] for one in evening.view("ana")["you"]["received"]} == {"Ben", "Cleo"}
    assert evening.view("ben")["you"]["received"] == []


def test_what_was_written_can_be_read_until_the_next_turn_ends() -> None:
    evening = (
        round_of("ana", "ben", "cleo").do("ana", "accept").do("ana", "say", text="slow words").do("ana", "pass_on")
    )
    evening.do("ben", "accept")
    assert evening.view("cleo")["lines"][0]["text"] == "slow words"
    assert evening.do("ben", "pass_on").view("cleo")["lines"] == []


def test_one_who_is_heard_a_lot_pushes_nobody_elses_words_out() -> None:
    evening = round_of("ana", "ben", "cleo").do("ana", "accept").do("cleo", "acknowledge", kind="thank_you")
    evening.do("ana", "pass_on").do("ben", "accept")
    for i in range(90):
        evening.do("cleo", "reflect", text=f"reflection {i}")
    evening.do("ben", "pass_on")
    assert len(evening.view("ana")["you"]["received"]) == 1
    assert evening.view("ben")["you"]["received"][-1]["text"] == "reflection 89"


def test_it_is_not_handed_over_to_someone_who_is_not_here() -> None:
    evening = round_of("ana", "ben", "cleo").lose("ben")
    assert [other["ref"] for other in evening.keeping("ana")["others"]] == ["cleo"]
    assert evening.no("ben", "hand_over", seat="ben") == Reason.ONLY_FACILITATORS
    assert evening.no("ana", "hand_over", seat="ben") == Reason.NOT_THERE
    assert evening.do("ana", "hand_over", seat="cleo").circle.lead == "cleo"


def test_a_deadline_fired_twice_or_too_early_happens_once() -> None:
    evening = round_of("ana", "ben").do("ana", "accept").lose("ana")
    lapse = Command("lapse", CLOCK, data={"why": "dropped"})
    with pytest.raises(Refused, match="nothing_due"):
        core.decide(evening.circle, lapse, evening.now + 44)
    circle = core.replay(evening.circle, core.decide(evening.circle, lapse, evening.now + 45))
    with pytest.raises(Refused, match="nothing_due"):
        core.decide(circle, lapse, evening.now + 45)


seats = st.builds(
    Seat,
    ref=st.uuids().map(str),
    alias=st.just("A"),
    where=st.sampled_from(["hall", "remote", "phone"]),
    new=st.booleans(),
    greeter=st.booleans(),
    mode=st.sampled_from(["sharing", "sharing", "listening"]),
)


@settings(deadline=None)
@given(st.lists(seats, max_size=16), st.integers(0, 20))
def test_newcomers_never_come_right_after_the_opener_and_everyone_who_shares_comes_once(
    circle: list[Seat], i: int
) -> None:
    opener = circle[i % len(circle)].ref if circle else ""
    by_ref = {seat.ref: seat for seat in circle}
    order = [by_ref[ref] for ref in round_order(circle, opener=opener)]
    assert sorted(seat.ref for seat in order) == sorted(seat.ref for seat in circle if seat.sharing)
    settled = [seat for seat in order[1:] if not seat.new]
    assert not settled or not order[1].new
    assert not opener or not by_ref[opener].sharing or order[0].ref == opener


@settings(deadline=None)
@given(st.lists(seats, max_size=16))
def test_hall_and_remote_alternate_as_long_as_there_are_both(circle: list[Seat]) -> None:
    settled = [seat for seat in circle if not seat.new and seat.sharing]
    opener = settled[0].ref if settled else ""
    by_ref = {seat.ref: seat for seat in circle}
    line = [by_ref[ref].where == "hall" for ref in round_order(settled, opener=opener)]
    for i in range(1, len(line)):
        others_left = any(one != line[i - 1] for one in line[i:])
        assert line[i] != line[i - 1] or not others_left


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 5),
            st.sampled_from(["accept", "not_now", "come_back_to_me", "step_out", "just_listen", "late"]),
        ),
        max_size=40,
    )
)
def test_a_round_gives_each_sharing_seat_exactly_one_turn(presses: list[tuple[int, str]]) -> None:
    names = ["ana", "ben", "cleo", "dee", "eli", "fay"]
    evening = round_of(*names[:4])
    held: list[str] = []
    for who, kind in presses:
        try:
            if kind == "late":
                evening.sit(names[4 + who % 2])
            else:
                evening.do(names[who], kind)
        except Refused:
            pass
        if evening.holder:
            held.append(evening.holder)
            evening.do(evening.holder, "pass_on")
    left = {*evening.circle.order, *evening.circle.back, evening.offered} - {""}
    assert len(held) == len(set(held)) and not set(held) & left
    sharing = {seat.ref for seat in evening.circle.seated if seat.sharing}
    assert evening.circle.home_at or sharing <= left | set(evening.circle.had)
