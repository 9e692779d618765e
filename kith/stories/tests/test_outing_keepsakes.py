"""A picture of an outing: by who was there, afterwards, and only once they have said that nobody is on it who did not agree."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from kith.companions.models import Outing, SheetRead
from kith.companions.outings import coming, proposing
from kith.companions.outings.proposing import Plan
from kith.groups.models import Cupboard
from kith.kit.refs import new_ref
from kith.notices.models import Notice
from kith.people import apart
from kith.people.models import Person
from kith.stories.models import Brought, FromOuting, Keepsake
from kith.stories.tests.test_keepsakes import SAID, a_picture, signed_in
from tests.cast import Cast, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def walk(cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Outing:
    """Ben's, yesterday; Dee came along, and Ana did not."""
    monkeypatch.setattr(settings, "PICTURES", tmp_path / "pictures")
    for what in ("stories", "outings"):
        Cupboard.objects.create(group=cast.group, what=what, opened_by=cast.as_ana)
    now, dee = timezone.now(), member(cast.group, "Dee")
    made = proposing.propose(Plan(title="A walk", place="x"), at=[now + timedelta(days=1)], by=cast.as_ben, now=now)
    SheetRead.objects.create(of=dee)
    coming.come(made, by=dee, now=now)
    Outing.objects.update(starts_at=now - timedelta(days=1), ends_at=now - timedelta(hours=22))
    return made


def sent(walk: Outing, who: str, **more: str) -> Any:
    file = SimpleUploadedFile("stone.jpg", a_picture(), "image/jpeg")
    typed = SAID | {"picture": file, "ref": new_ref()} | more
    client = signed_in(Person.objects.get(sign_in=who))
    return client.post(f"/groups/{walk.group.ref}/keepsakes/new/?outing={walk.ref}", typed)


def test_only_who_was_there_and_only_with_their_word(walk: Outing) -> None:
    assert sent(walk, "ana", shows="things").status_code == 404
    unsaid = sent(walk, "dee")
    assert unsaid.status_code == 200 and "Without it the picture is not kept" in unsaid.content.decode()
    assert not Keepsake.objects.exists()
    assert [sent(walk, "dee", shows=shows).status_code for shows in ("things", "agreed")] == [302, 302]
    assert sorted(FromOuting.objects.values_list("shows", flat=True)) == ["agreed", "things"]
    more = sent(walk, "dee", shows="things")
    assert more.status_code == 200 and "two pictures of this outing" in more.content.decode()
    assert Keepsake.objects.count() == 2
    assert sent(walk, "ben", shows="things").status_code == 302


def test_it_stands_on_the_outings_page_for_whom_it_may_be_seen_by(walk: Outing, cast: Cast) -> None:
    sent(walk, "dee", shows="things")
    page = walk.get_absolute_url()
    assert "A blue tin" in signed_in(cast.ana).get(page).content.decode()
    apart.keep_apart(of=Person.objects.get(sign_in="dee"), by=cast.ana, kind="block")
    assert "A blue tin" not in signed_in(cast.ana).get(page).content.decode()
    Outing.objects.all().delete()
    assert FromOuting.objects.get().shows == "things"


def test_whoever_is_on_it_unsays_it_and_it_is_for_its_owner_alone_from_then_on(walk: Outing, cast: Cast) -> None:
    sent(walk, "dee", shows="agreed")
    one, dee = Keepsake.objects.get(), signed_in(Person.objects.get(sign_in="dee"))
    dee.post(f"{one.get_absolute_url()}bring/", {"meeting": cast.meeting.ref, "do": "bring"})
    assert (
        Brought.objects.exists() and "I’d rather not be shown" not in dee.get(one.get_absolute_url()).content.decode()
    )
    on_it = f"{one.get_absolute_url()}on-it/"
    assert signed_in(cast.charlie).post(on_it).status_code == dee.post(on_it).status_code == 404
    ben = signed_in(cast.ben)
    assert "I’d rather not be shown" in ben.get(one.get_absolute_url()).content.decode()
    ben.post(on_it)
    assert ben.get(one.get_absolute_url()).status_code == 404 and not Brought.objects.exists()
    assert [(row.person.sign_in, row.key) for row in Notice.objects.filter(key__contains=one.ref)] == [
        ("dee", f"keepsake:{one.ref}:unsaid")
    ]
    for what, more in (("show", {"to": "group"}), ("bring", {"meeting": cast.meeting.ref, "do": "bring"})):
        dee.post(f"{one.get_absolute_url()}{what}/", more)
    page = dee.get(one.get_absolute_url()).content.decode()
    assert "would rather not be shown" in page and "Ben" not in page
    assert Keepsake.objects.get().shared_at is None and not Brought.objects.exists()


def test_a_keepsake_of_no_outing_asks_nobody_whether_they_are_on_it(walk: Outing, cast: Cast) -> None:
    sent(walk, "dee", shows="things")
    FromOuting.objects.all().delete()
    one, ben = Keepsake.objects.get(), signed_in(cast.ben)
    assert "Are you on this picture?" not in ben.get(one.get_absolute_url()).content.decode()
    assert ben.post(f"{one.get_absolute_url()}on-it/").status_code == 404


def test_a_walk_that_is_still_to_come_has_no_picture(walk: Outing) -> None:
    Outing.objects.update(starts_at=timezone.now() + timedelta(days=1), ends_at=timezone.now() + timedelta(days=2))
    assert sent(walk, "dee", shows="things").status_code == 404
