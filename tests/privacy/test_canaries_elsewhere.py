"""A2, where no page is: what is taken along, calendars, the frames of an open socket, Redis, and every log."""

import io
import logging
import re
import zipfile
from typing import Any

import pytest
from django.conf import LazySettings, settings
from django.utils import timezone

from kith.circle import looking, pokes
from kith.interop import calendars
from kith.kit import along
from kith.people.models import Person
from tests.access import keepsakes, world
from tests.access.world import ROLES
from tests.privacy import month
from tests.privacy.month import Month
from tests.privacy.test_canaries import may_read, own

pytestmark = [pytest.mark.django_db, pytest.mark.deep]
# In what group; what a reply answers, where it can be read; and kind words that were given to them.
OTHERS_IN_IT = {"groups.Group.name", "stories.Story.title", "companions.Encouragement.text"}


@pytest.fixture
def lived(settings: LazySettings, tmp_path: Any) -> Month:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    settings.DATA = tmp_path
    return month.live()


def words_in(lived: Month, text: str) -> list[tuple[str, Any]]:
    return [row for word, row in lived.words.items() if word in text]


def taken_along(person: Person) -> str:
    with along.pack(person) as packed, zipfile.ZipFile(io.BytesIO(packed.read())) as there:
        return "\n".join(name + there.read(name).decode(errors="replace") for name in there.namelist())


def test_what_is_taken_along_holds_ones_own_words_and_nobody_elses(
    lived: Month, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        taken = {person: taken_along(person) for person in Person.objects.all()}
    told = 0
    for person, text in taken.items():
        role = lived.roles[person.pk]
        for name, row in words_in(lived, text):
            mine = role in own(row, lived.roles)
            as_whom = "member" if role == "cy" else role
            assert mine or (name in OTHERS_IN_IT and as_whom in may_read(name, row, lived.roles)), (
                f"{role} took {name} {row.pk}"
            )
            told += mine
    assert told > 10
    assert not words_in(lived, logged(caplog))


def test_p6_no_calendar_holds_any_word(lived: Month, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        for person in Person.objects.filter(suspended_at=None):
            read = calendars.read(calendars.make(by=person), now=timezone.now()) or b""
            assert not words_in(lived, read.decode()), lived.roles[person.pk]
    assert not words_in(lived, logged(caplog))


def test_the_sweep_of_calendars_bites(lived: Month) -> None:
    """Whoever asked for the group's name in their calendar gets it: the sweep would see it."""
    ana = lived.here.theirs.memberships.get(alias__contains="qz", person__sign_in="ana").person
    token = calendars.make(by=ana)
    calendars.call_it(shows="group", word="", by=ana)
    found = {name for name, _row in words_in(lived, (calendars.read(token, now=timezone.now()) or b"").decode())}
    assert found == {"groups.Group.name"}


def test_i8_frames_of_the_circle_hold_what_who_sits_there_may_read_and_redis_hears_numbers(
    settings: LazySettings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, tmp_path: Any
) -> None:
    """Ben shows a keepsake that is for nobody outside; everyone who may watch gets a frame, nobody else one."""
    settings.DATA = tmp_path
    settings.PICTURES = tmp_path / "pictures"
    heard: list[str] = []
    with caplog.at_level(logging.DEBUG):
        here = world.build("", "")
        lived = Month(here)
        settings.REDIS = "redis://nowhere"
        monkeypatch.setattr(pokes._herald, "tell", heard.append)
        keepsakes.a_circle(here, "showing")
        lived.roles = {one.pk: month.CALLED.get(one.sign_in, one.sign_in) for one in Person.objects.all()}
        month.write_words(lived)
        assert here.meeting
        pokes.poke(here.meeting.pk, 7)
        frames = {role: frame(here, role) for role in ROLES}
    admitted = {role for role, text in frames.items() if text}
    assert "facilitator" in admitted and not admitted & {
        "anonymous",
        "stranger",
        "asked",
        "removed",
        "host",
        "member-elsewhere",
    }
    for role in admitted:
        for name, row in words_in(lived, frames[role]):
            assert role in may_read(name, row, lived.roles), f"{role} received {name}"
    assert heard and all(re.fullmatch(r"\d+:\d+", said) for said in heard)
    assert not words_in(lived, "".join(heard)) and not words_in(lived, logged(caplog))


def frame(here: world.World, role: str) -> str:
    """What an open socket of theirs is sent; nothing where it is not let open."""
    assert here.meeting
    cookie = here.clients[role].cookies.get(settings.SESSION_COOKIE_NAME)
    admitted = looking.admit(cookie.value if cookie else "", here.meeting.ref, False)
    if isinstance(admitted, int):
        return ""
    seen, _refused = looking.look([looking.Watched(admitted.room, here.meeting.ref, [(admitted.who, -1)])])
    return next(iter(seen[admitted.room].drawn.values())).text


def logged(caplog: pytest.LogCaptureFixture) -> str:
    """Every record of every logger, with what it was given; but for the database's own, which is off where Kith runs."""
    return "\n".join(
        f"{one.getMessage()} {one.args} {one.exc_text}"
        for one in caplog.records
        if not one.name.startswith("django.db")
    )
