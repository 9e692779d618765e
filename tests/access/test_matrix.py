"""A1: who may open what. Every route x method x role x state has an outcome; a refusal changes no row and sends no mail."""

import hashlib
import re
import zlib
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core import mail
from django.db import connection, transaction
from django.http import HttpResponseBase
from django.test import Client

from kith.circle import looking
from tests.access import matrix, world
from tests.access.matrix import METHODS, REFUSALS, Row
from tests.access.world import ROLES, STATES, World
from tests.depth import DEPTH, pick
from tests.privacy.walking import routes


def chance(words: str) -> int:
    """A number that stays the same from run to run."""
    return zlib.crc32(words.encode())


def some_states(row: Row) -> tuple[str, ...]:
    """All; at quick depth one of each thing, and the one in which its cupboard is shut."""
    few = sorted(row.states, key=lambda state: chance(f"{row.thing} {state}"))[:1]
    return row.states if DEPTH != "quick" else tuple({*few, *({"shut"} & set(row.states))})


ROUTES = {route.name: route for route in routes()}
OTHERS = [
    (role, method) for role in ("anonymous", "facilitator", "host") for method in ("put", "patch", "delete", "trace")
]
NOTHING_DONE = REFUSALS | {"400", "409"}
THINGS = sorted({(row.thing, state) for row in matrix.rows() for state in some_states(row)})


def test_every_route_has_a_row_and_every_row_a_route() -> None:
    declared = {row.route for row in matrix.rows()}
    assert sorted(ROUTES.keys() - declared) == []
    assert sorted(declared - ROUTES.keys()) == []


def test_every_method_role_and_state_of_it_has_an_outcome() -> None:
    assert [hole for row in matrix.rows() for hole in matrix.holes(row)] == []
    assert [hole for row in matrix.sockets() for hole in matrix.holes(row, ("OPEN",))] == []


def test_the_words_for_several_roles_mean_roles_there_are() -> None:
    assert {role for roles in matrix.sets().values() for role in roles} <= ROLES.keys()


def test_the_table_bites() -> None:
    """A row that forgets a role, a method or a state is a hole."""
    row = Row("x", {"GET": {"member": "200"}})
    assert len(list(matrix.holes(row))) == 2
    planned_only = Row("x", {"thing": "meeting", "GET": {"planned": "200"}, "POST": "405"})
    assert list(matrix.holes(planned_only)) == [
        f"x GET says nothing of {s}" for s in ("open", "closed", "cleared", "cancelled")
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(("thing", "state"), THINGS, ids=lambda word: word or "group")
def test_each_role_meets_what_the_table_says(thing: str, state: str) -> None:
    """One world for everything that stands before this thing in this state: each cell is undone, so each finds the same."""
    here = world.build(thing, state)
    before = fingerprint()
    rows = [row for row in matrix.rows() if row.thing == thing and state in row.states]
    cells = [(row, method, row.outcomes(method, state)) for row in rows for method in METHODS]
    wrong = [
        why
        for row, method, expected in cells
        for role in asked(row, method, state, expected)
        for why in meets(here, row, method, role, expected[role], before)
    ]
    assert wrong == []


def asked(row: Row, method: str, state: str, expected: dict[str, str]) -> list[str]:
    """Every role at depth ci; at quick depth one who is kept out, and in one of three cells the nearest who is not."""
    if DEPTH != "quick":
        return list(ROLES)
    cell = f"{row.name} {method} {state}"
    by_chance = sorted(ROLES, key=lambda role: chance(f"{cell} {role}"))
    out = [role for role in by_chance if expected[role] in REFUSALS]
    welcome = [role for role in ROLES if expected[role] not in REFUSALS]
    return [*out[:1], *(welcome[:1] if chance(cell) % 3 == 0 or not out else [])]


def meets(here: World, row: Row, method: str, role: str, expected: str, before: str) -> Iterator[str]:
    """What is wrong with one cell. Whatever it did is undone, so that each role finds the same world."""
    client = here.clients[role]
    kept, wrote = client.cookies.output(), writes()
    with transaction.atomic():
        answer = ask(here, row, method, client)
        is_same = wrote is not None and writes() == wrote
        after = before if is_same or expected not in NOTHING_DONE else fingerprint()
        transaction.set_rollback(True)
    if client.cookies.output() != kept:
        here.clients[role].cookies.clear()
        here.clients[role].cookies.load(kept.replace("Set-Cookie: ", ""))
    where = f"{method} {row.name} as {role}"
    if outcome(answer) != expected:
        yield f"{where}: {outcome(answer)}, and the table says {expected}"
    if after != before:
        yield f"{where} was refused and changed something"
    if expected in NOTHING_DONE and mail.outbox:
        yield f"{where} was refused and sent mail"
    if expected == "404" == outcome(answer) and method == "GET" and not same_as_nothing(here, row, client, answer):
        yield f"{where} tells that it exists"
    mail.outbox.clear()


def writes() -> int | None:
    """How many rows this connection has written so far, where the database counts them: then nothing needs comparing."""
    return connection.connection.total_changes if connection.vendor == "sqlite" else None


def ask(here: World, row: Row, method: str, client: Client, path: str = "") -> HttpResponseBase:
    path = path or ROUTES[row.route].path(**filled(here, row.said.get("at", {})))
    path += row.said.get("query", "").format(**here.names())
    send = filled(here, row.said.get("send", {}))
    if row.said.get("json"):
        as_json: dict[str, Any] = {"headers": {"Accept": "application/json"}, "content_type": "application/json"}
        return client.get(path, **as_json) if method == "GET" else client.post(path, send, **as_json)
    return client.get(path) if method == "GET" else client.post(path, send)


def filled(here: World, said: dict[str, Any]) -> dict[str, Any]:
    names = here.names()
    return {key: str(value).format(**names) if isinstance(value, str) else value for key, value in said.items()}


def outcome(answer: HttpResponseBase) -> str:
    """Where an answer leads: a page, elsewhere, to sign-in, or nowhere."""
    code, to = answer.status_code, answer.headers.get("Location", "")
    if code in {301, 302, 303}:
        return "sign-in" if to.startswith("/sign-in/") else "ends" if to == "/blank/" else "goes"
    return str(code)


def fingerprint() -> str:
    """What every table holds, in short."""
    held = hashlib.sha256()
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}" ORDER BY 1')
            held.update(repr(cursor.fetchall()).encode())
    return held.hexdigest()


def same_as_nothing(here: World, row: Row, client: Client, answer: Any) -> bool:
    """What one may not see looks like what is not there: the same bytes for a name that nothing has."""
    unreal = ROUTES[row.route].path()
    with transaction.atomic():
        nothing: Any = ask(here, row, "GET", client, unreal)
        transaction.set_rollback(True)
    return nothing.status_code == 404 and plain(nothing, unreal) == plain(answer, answer.wsgi_request.path)


def plain(answer: Any, path: str) -> str:
    text = answer.content.decode().replace(path, "")
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text)


@pytest.mark.django_db
@pytest.mark.parametrize("state", STATES["meeting"])
def test_the_circles_socket_opens_to_whom_the_table_says(state: str) -> None:
    (row,) = matrix.sockets()
    here = world.build("meeting", state)
    assert here.meeting
    for role, expected in row.outcomes("OPEN", state).items():
        before, cookie = fingerprint(), here.clients[role].cookies.get(settings.SESSION_COOKIE_NAME)
        answer = looking.admit(cookie.value if cookie else "", here.meeting.ref, False)
        met = "200" if isinstance(answer, looking.Admitted) else {4401: "401", 4404: "404"}[answer]
        assert met == expected, f"{state} {role}"
        assert fingerprint() == before


@pytest.mark.django_db
def test_no_other_method_changes_anything_for_anyone() -> None:
    here = world.build("", "")
    before, wrote = fingerprint(), writes()
    for route in ROUTES.values():
        by_chance = sorted(OTHERS, key=lambda cell: chance(f"{route.name} {cell}"))
        for role, method in by_chance[: pick(1, len(OTHERS), len(OTHERS))]:
            answer = getattr(here.clients[role], method)(route.path(ref=here.theirs.ref, member=here.cy.ref))
            assert outcome(answer) in REFUSALS or (":" not in route.name and answer.status_code < 400), route.name
        assert (wrote is not None and writes() == wrote) or fingerprint() == before, route.name
