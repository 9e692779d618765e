"""One process: what goes to the hub, what to the pages, and how the database's log is folded back."""

import asyncio
import socket
import sqlite3
from urllib.parse import urlsplit

import pytest

from tests.serving import HANG


def sent_by(scope: dict) -> list[dict]:
    """What `application` sends for one request."""
    from kith.config.asgi import application

    sent = []

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        sent.append(message)

    asyncio.run(application(scope, receive, send))
    return sent


def test_bytes_that_no_address_has_get_a_plain_sentence_and_not_a_trace():
    sent = sent_by({"type": "http", "method": "GET", "path": "/", "query_string": b"q=\xff\xfe", "headers": []})
    assert sent[0]["status"] == 400
    assert b"understand" in sent[1]["body"]


def test_half_a_body_changes_nothing_and_is_never_handed_on():
    from kith.config import asgi

    came = iter([{"type": "http.request", "body": b"words=half", "more_body": True}, {"type": "http.disconnect"}])

    async def receive():
        return next(came)

    scope = {"type": "http", "headers": [(b"content-length", b"500")]}
    assert asyncio.run(asgi.whole_body(scope, receive)) is None
    came = iter(
        [{"type": "http.request", "body": b"words=", "more_body": True}, {"type": "http.request", "body": b"all"}]
    )
    assert asyncio.run(asgi.whole_body(scope, receive)) == b"words=all"


def test_the_log_is_folded_back_although_no_writer_does_it(tmp_path):
    from kith.config.asgi import fold_once

    file = tmp_path / "one.sqlite3"
    rows = sqlite3.connect(file, isolation_level=None)
    rows.execute("pragma journal_mode=wal")
    rows.execute("pragma wal_autocheckpoint=0")
    rows.execute("create table said (words text)")
    log = file.with_name("one.sqlite3-wal")

    def write():
        for _ in range(300):
            rows.execute("insert into said values (?)", ["x" * 4000])

    write()
    before = log.stat().st_size
    fold_once(file)
    write()
    assert log.stat().st_size <= before + 100_000  # began again at its start
    rows.close()


def test_a_missing_database_does_not_end_the_folding(tmp_path):
    from kith.config.asgi import fold_once

    fold_once(tmp_path / "nowhere" / "one.sqlite3")


@pytest.mark.deep
def test_odd_requests_never_end_the_server_nor_show_a_trace(shared_server):
    """Sent as bytes: no client would let them through."""
    where = urlsplit(shared_server.url)
    odd = [
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET /\x00 HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /%00 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        b"GET /?q=%ff%fe HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        b"GET /%c0%af/%ff HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: elsewhere.example\r\nConnection: close\r\n\r\n",
        b"POST /sign-in/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\nConnection: close\r\n\r\nx",
        b"POST /sign-in/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\nConnection: close\r\n\r\n",
        b"BREW / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nCookie: " + b"a=b; " * 4000 + b"\r\nConnection: close\r\n\r\n",
    ]
    for request in odd:
        status = answered(where.port, request)
        assert status != 500, request[:60]
    assert answered(where.port, b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n") == 200
    assert "Traceback" not in shared_server.log


@pytest.mark.deep
def test_slow_lines_that_never_send_what_they_announced_keep_nobody_else_waiting(shared_server):
    where = urlsplit(shared_server.url)
    slow = [socket.create_connection(("127.0.0.1", where.port)) for _ in range(8)]  # twice as many as there are threads
    try:
        for line in slow:
            line.sendall(b"POST /sign-in/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 500\r\n\r\nlogin=")
        assert answered(where.port, b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n") == 200
    finally:
        for line in slow:
            line.close()


def answered(port: int, request: bytes) -> int:
    """The status of the answer; 0 where the line is just closed."""
    with socket.create_connection(("127.0.0.1", port), timeout=HANG) as line:
        line.sendall(request)
        said = line.recv(4096)
    return int(said.split(b" ")[1]) if said.startswith(b"HTTP/") else 0
