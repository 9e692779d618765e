"""The bridge gives Django a whole request and the loop a whole answer."""

import asyncio

import pytest

SCOPE = {
    "type": "http",
    "method": "POST",
    "path": "/circle/x/do/say/",
    "query_string": b"a=1",
    "http_version": "1.1",
    "headers": [(b"content-length", b"5"), (b"x-word", b"kettle")],
    "client": ("127.0.0.1", 9),
    "server": ("localhost", 80),
}


def answered(wsgi, scope=SCOPE, body=b"hello", presses=None):
    from kith.config.bridge import Bridge

    sent = []

    async def send(message):
        sent.append(message)

    asyncio.run(Bridge(wsgi, presses, lambda _: presses is not None)(scope, body, send))
    return sent


def test_the_whole_body_goes_in_and_the_whole_answer_comes_out():
    def echo(environ, start):
        start("201 Created", [("X-Word", environ["HTTP_X_WORD"])])
        return [environ["wsgi.input"].read(), b" ", environ["QUERY_STRING"].encode()]

    begun, body = answered(echo)
    assert (begun["status"], begun["headers"]) == (201, [(b"x-word", b"kettle")])
    assert body["body"] == b"hello a=1"


def test_an_answer_is_closed_also_when_it_breaks():
    class Breaks:
        closed = False

        def __iter__(self):
            raise ValueError("broken")

        def close(self):
            self.closed = True

    answer = Breaks()
    with pytest.raises(ValueError, match="broken"):
        answered(lambda environ, start: (start("200 OK", []) and answer) or answer)
    assert answer.closed


def test_presses_have_a_thread_of_their_own_on_one_file(settings):
    import threading

    names = []

    def who(environ, start):
        names.append(threading.current_thread().name)
        start("200 OK", [])
        return []

    settings.DATABASE = ""
    answered(who)
    answered(who, SCOPE | {"path": "/"})
    assert [name.rsplit("_", 1)[0] for name in names] == ["kith-presses", "kith-pages"]


@pytest.mark.django_db(transaction=True)
def test_a_press_is_answered_by_its_own_handler():
    def page(environ, start):
        raise AssertionError("went the long way")

    def press(environ, start):
        start("200 OK", [])
        return [b"pressed"]

    assert answered(page, presses=press)[1]["body"] == b"pressed"
