"""What meetings plans, a circle opens: also a format that a group wrote, and who has the door that evening."""

import pytest

from kith.circle import core, opening
from kith.meetings import agenda, formats, writing
from kith.meetings.formats import Part
from kith.meetings.varying import Occasion, Varied
from tests.cast import member


def test_the_door_of_the_circle_names_who_has_it_tonight_else_the_greeter(cast):
    assert opening.circle_for(cast.meeting).greeter == "Ana"
    cast.meeting.door_by = member(cast.group, "Dee", role="co_facilitator")
    assert opening.circle_for(cast.meeting).greeter == "Dee"


@pytest.mark.parametrize("form", formats.shelf().values(), ids=lambda form: form.key)
def test_a_format_that_a_group_wrote_opens_a_circle_with_what_is_different_that_evening(cast, form):
    written = writing.copy(form, name="Ours", by=cast.as_ana)
    song = Part("", "A song", "talk", 5, "We sing.", "You may hum.", reader="rotating")
    writing.vary(written, to=Varied("every", 1, None, "after", form.parts[1].key, song), by=cast.as_ana)
    evening = formats.read(written).on(Occasion(cast.meeting.starts_at.date()))
    fitted = agenda.fit(evening, 75)
    circle = core.open_circle(title="", agenda=fitted, starts_at=0.0, ends_at=75 * 60.0, way={"text": True})
    assert [part.name for part in circle.parts][2] == "A song"
    assert sum(part.minutes for part in circle.parts) == 75
    assert core.load(core.dump(circle)) == circle
