"""A sealed journal is its owner's alone, and the server takes in nothing that is not sealed."""

import io
import json
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from kith.groups import returning
from kith.groups.models import Membership
from kith.journey import journal_keeping
from kith.journey.models import Journal, Lock, Note
from kith.journey.models import journal as limits
from kith.kit.refs import ALPHABET
from kith.kit.refusal import Refused
from kith.people import erasing
from kith.people.models import Person
from tests.access.journal import KEPT, as_sent, begun, lock, sealed, some
from tests.cast import PASSPHRASE, Cast, member, person

pytestmark = pytest.mark.django_db
NOTE = KEPT[::-1]


def signed_in(who: Person) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(who)
    return client


def sends(who: Person, path: str, said: Any) -> Any:
    return signed_in(who).post(f"/journal/{path}", said, content_type="application/json")


@pytest.fixture
def bens(cast: Cast) -> Journal:
    """Ben's journal, with one note in it."""
    journal = begun(cast.ben)
    journal_keeping.keep(sealed(), ref=NOTE, into=journal)
    return journal


def test_nobody_else_is_told_that_there_is_one_by_its_own_name_either(cast: Cast, bens: Journal) -> None:
    host = person("host", is_host=True)
    for who in (cast.ana, cast.charlie, host):
        for path in ("notes/", f"notes/{NOTE}/", "file/"):
            real = signed_in(who).get(f"/journal/{KEPT}/{path}")
            unreal = signed_in(who).get(f"/journal/{'2' * 17}/{path.replace(NOTE, '3' * 17)}")
            assert (real.status_code, real.content.replace(b"", b"")) == (404, unreal.content)
        assert sends(who, f"{KEPT}/notes/{NOTE}/", as_sent(sealed(2))).status_code == 404
        assert signed_in(who).get("/journal/locks/").json() == {"journal": None}
        assert (
            sends(
                who, "begin/", {"journal": KEPT, "locks": [as_sent(lock("passphrase")), as_sent(lock("sheet"))]}
            ).status_code
            == 200
        )
    assert signed_in(cast.ben).get(f"/journal/{KEPT}/notes/").json()["notes"][0]["ref"] == NOTE
    assert Journal.objects.filter(ref=KEPT).count() == 4  # the same name, four owners, nothing in common


@pytest.mark.parametrize(
    "said",
    [
        {"version": 2, "iv": some(12), "sealed": "I walked to the bridge today."},
        {"version": 2, "iv": some(12), "sealed": some(500)},  # base64, and yet of no length that sealing makes
        {"version": 2, "iv": "", "sealed": some(528)},
        {"version": True, "iv": some(12), "sealed": some(528)},
        {"version": "2", "iv": some(12), "sealed": some(528)},
        {"version": 0, "iv": some(12), "sealed": some(528)},
        {"version": 10**30, "iv": some(12), "sealed": some(528)},
        {"version": 2, "iv": some(12), "sealed": {"text": "x"}},
        {"version": 2, "iv": some(12), "sealed": "\u00e9" * 700},
        [],
        None,
    ],
)
def test_what_is_not_of_the_shape_of_something_sealed_is_not_taken(cast: Cast, bens: Journal, said: object) -> None:
    answer = sends(cast.ben, f"{KEPT}/notes/{NOTE}/", said)
    assert (answer.status_code, answer.json()["error"]) == (400, "We did not understand that")
    assert Note.objects.get().version == 1
    assert sends(cast.ben, f"{KEPT}/notes/{NOTE}/", as_sent(sealed(2))).status_code == 200


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[" * 50_000, b"\xff\xfe", b'"\\ud800"', b'{"version": 1e999}', b"text=words"]
)
def test_no_body_breaks_it(cast: Cast, bens: Journal, body: bytes) -> None:
    for path in ("begin/", f"{KEPT}/lock/", f"{KEPT}/notes/{NOTE}/", f"{KEPT}/notes/{NOTE}/take-away/"):
        for kind in ("application/json", "application/x-www-form-urlencoded"):
            assert signed_in(cast.ben).post(f"/journal/{path}", body, content_type=kind).status_code == 400
    assert sends(cast.ben, f"{KEPT}/notes/no-ref/", as_sent(sealed(1))).status_code == 400


def test_a_weak_lock_or_a_single_one_is_not_taken(cast: Cast) -> None:
    weak = as_sent(lock("sheet")) | {"rounds": 599_999}
    for locks in (
        [],
        [as_sent(lock("passphrase"))],
        [as_sent(lock("sheet"))] * 2,
        [as_sent(lock("passphrase")), weak],
        "x",
    ):
        assert sends(cast.ben, "begin/", {"journal": KEPT, "locks": locks}).status_code == 400
    assert not Journal.objects.exists()


def test_it_is_begun_once_also_from_two_devices(cast: Cast, bens: Journal) -> None:
    both = [as_sent(lock("passphrase", 1)), as_sent(lock("sheet", 1))]
    again = sends(cast.ben, "begin/", {"journal": ALPHABET[5:22], "locks": both})
    assert (again.status_code, again.json()["refused"]) == (409, "journal_begun_elsewhere")
    assert sends(cast.ben, "begin/", {"journal": KEPT, "locks": both}).status_code == 200  # the same press, sent twice
    assert [one.salt for one in Lock.objects.all()] == [some(16)] * 2


def test_two_devices_do_not_write_over_each_other(bens: Journal) -> None:
    one = journal_keeping.keep(sealed(2, of=1), ref=NOTE, into=bens)
    with pytest.raises(Refused, match="journal_changed_elsewhere"):
        journal_keeping.keep(sealed(2, of=2), ref=NOTE, into=bens)
    assert journal_keeping.keep(sealed(2, of=1), ref=NOTE, into=bens) == one  # the answer was lost, and it came again
    with pytest.raises(Refused, match="journal_changed_elsewhere"):
        journal_keeping.take_away(NOTE, version=1, of=bens)
    journal_keeping.take_away(NOTE, version=2, of=bens)
    journal_keeping.take_away(NOTE, version=2, of=bens)
    with pytest.raises(Refused, match="journal_taken_away"):
        journal_keeping.keep(sealed(3), ref=NOTE, into=bens)
    bens.refresh_from_db()
    assert (Note.objects.count(), bens.held) == (0, 0)


def test_a_new_passphrase_touches_no_note_and_two_at_once_are_one(cast: Cast, bens: Journal) -> None:
    before = list(Note.objects.values())
    said = {"lock": as_sent(lock("passphrase", 1)), "turn": 1}
    assert sends(cast.ben, f"{KEPT}/lock/", said).json()["turn"] == 2
    assert sends(cast.ben, f"{KEPT}/lock/", said).json()["turn"] == 2
    late = sends(cast.ben, f"{KEPT}/lock/", {"lock": as_sent(lock("passphrase", 2)), "turn": 1})
    assert (late.status_code, late.json()["refused"]) == (409, "journal_locks_changed")
    assert list(Note.objects.values()) == before
    assert {one.opens_with: one.salt for one in Lock.objects.all()} == {"passphrase": some(16, 1), "sheet": some(16)}


def test_limits_are_said_kindly_and_nothing_is_lost(cast: Cast, bens: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal_keeping, "MOST_NOTES", 1)
    full = sends(cast.ben, f"{KEPT}/notes/{ALPHABET[3:20]}/", as_sent(sealed()))
    assert (full.status_code, "Take a note away" in full.json()["say"]) == (409, True)
    monkeypatch.setattr(journal_keeping, "MOST_HELD", 1000)
    assert sends(cast.ben, f"{KEPT}/notes/{NOTE}/", as_sent(sealed(2, steps=2))).json()["refused"] == "journal_full"
    assert sends(cast.ben, f"{KEPT}/notes/{NOTE}/", as_sent(sealed(2))).status_code == 200  # no larger than it was
    long = sends(cast.ben, f"{KEPT}/notes/{NOTE}/", {"version": 3, "iv": some(12), "sealed": some(limits.MOST_SEALED)})
    assert (long.status_code, long.json()["refused"]) == (409, "journal_too_long")
    assert sends(cast.ben, f"{KEPT}/notes/{NOTE}/", {"sealed": "A" * 1_200_000}).status_code == 413
    bens.refresh_from_db()
    assert bens.held == len(Note.objects.get().sealed)


def test_the_list_comes_some_at_a_time_in_as_many_questions_however_many_there_are(
    cast: Cast, bens: Journal, django_assert_max_num_queries: Any
) -> None:
    Note.objects.bulk_create(
        Note(journal=bens, ref=f"{n:02}" * 8 + "x", iv=some(12), sealed=some(528)) for n in range(40)
    )
    client, seen, before = signed_in(cast.ben), [], ""
    for _ in range(2):
        with django_assert_max_num_queries(4):
            page = client.get(f"/journal/{KEPT}/notes/", {"before": before}).json()
        seen += [one["ref"] for one in page["notes"]]
        before = seen[-1]
    assert (len(seen), len(set(seen)), page["more"], seen[-1]) == (41, 41, False, NOTE)
    assert client.get(f"/journal/{KEPT}/notes/", {"before": "nothing"}).json()["notes"] == []
    with django_assert_max_num_queries(10):
        assert (
            client.post(
                f"/journal/{KEPT}/notes/{NOTE}/", as_sent(sealed(2)), content_type="application/json"
            ).status_code
            == 200
        )


def test_it_goes_along_as_sealed_as_it_is_here(cast: Cast, bens: Journal, settings: Any, tmp_path: Any) -> None:
    settings.DATA = tmp_path
    packed = signed_in(cast.ben).post("/take-along/", {"passphrase": PASSPHRASE})
    with zipfile.ZipFile(io.BytesIO(b"".join(packed.streaming_content))) as found:
        (name,) = (one for one in found.namelist() if one.startswith("journal/"))
        taken = json.loads(found.read(name))
    assert taken == json.loads(signed_in(cast.ben).get(f"/journal/{KEPT}/file/").content)
    assert taken["notes"] == [{"ref": NOTE, **as_sent(sealed())}]
    assert {one["opens_with"] for one in taken["locks"]} == {"passphrase", "sheet"}
    assert (
        "journal"
        not in signed_in(cast.ana).post("/take-along/", {"passphrase": PASSPHRASE}).headers["Content-Disposition"]
    )


def test_it_goes_with_its_owner_and_only_then(cast: Cast, bens: Journal) -> None:
    begun(cast.ana, ALPHABET[4:21])
    cast.as_ben.delete()
    assert Note.objects.count() == 1  # it is the person's, of no group
    erasing.erase(cast.ben, by=cast.ben)
    assert (Note.objects.count(), Lock.objects.count(), Journal.objects.get().of) == (0, 2, cast.ana)


def test_letting_it_go_wants_the_passphrase_of_the_account_and_then_another_can_begin(
    cast: Cast, bens: Journal
) -> None:
    assert signed_in(cast.ben).post("/journal/let-go/", {"passphrase": "another long phrase"}).status_code == 400
    assert Note.objects.exists()
    assert signed_in(cast.ben).post("/journal/let-go/", {"passphrase": PASSPHRASE}).headers["Location"] == "/journal/"
    assert not Lock.objects.exists()
    with pytest.raises(Refused, match="journal_it_went"):  # from a device on which it was open
        journal_keeping.keep(sealed(2), ref=NOTE, into=bens)
    assert begun(cast.ben, ALPHABET[2:19]).pk


def test_who_lost_everything_gets_her_name_back_and_never_the_journal(cast: Cast, bens: Journal) -> None:
    dee, new, now = member(cast.group, "Dee", role=Membership.Role.CO_FACILITATOR), person("anew"), timezone.now()
    asked = returning.ask(cast.group, said="Ben", by=new, now=now)
    for who in (cast.ana, dee.person):
        asked = returning.vouch(asked, of=cast.as_ben, by=who, now=now)
    returning.look(now + timedelta(hours=49))
    assert Membership.objects.get(group=cast.group, alias="Ben", state="member").person == new
    assert signed_in(new).get("/journal/locks/").json() == {"journal": None}
    assert signed_in(new).get(f"/journal/{KEPT}/notes/").status_code == 404
    assert Journal.objects.get().of == cast.ben


def test_the_pages_name_nobody_and_hold_nothing_that_could_be_sent_by_a_form(cast: Cast, bens: Journal) -> None:
    """P8; and without script, or when the script breaks, no box can send what was typed."""
    for path in ("/journal/", "/journal/beside/"):
        answer = signed_in(cast.ben).get(path)
        page = answer.content.decode()
        assert "<title>Kith</title>" in page and "no-store" in answer["Cache-Control"]
        boxes = [tag for tag in page.split("<") if tag.startswith(("input", "textarea"))]
        assert len(boxes) >= 2 and not [tag for tag in boxes if " name=" in tag]
        assert 'autocomplete="off"' in page and KEPT not in page
