"""`python -m bench.bare PORT BYTES`: the floor. Takes a POST, sends a frame of so many bytes to eight sockets, answers.

No database, no rules, no sessions: what remains is the web server, the sockets and this machine.
"""

import sys
from typing import Any

import uvicorn

ROOMS: dict[str, set[Any]] = {}
SEQ: dict[str, int] = {}
FRAME = "x" * int(sys.argv[2]) if len(sys.argv) > 2 else ""


async def application(scope: Any, receive: Any, send: Any) -> None:
    if scope["type"] == "lifespan":
        await receive()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await send({"type": "lifespan.shutdown.complete"})
    elif scope["type"] == "websocket":
        await sit(scope["path"].split("/")[2], receive, send)
    else:
        await press(scope["path"].split("/")[2], receive, send)


async def sit(ref: str, receive: Any, send: Any) -> None:
    await receive()
    await send({"type": "websocket.accept"})
    ROOMS.setdefault(ref, set()).add(send)
    await send({"type": "websocket.send", "text": '{"seq":0}'})
    while (await receive())["type"] != "websocket.disconnect":
        pass
    ROOMS[ref].discard(send)


async def press(ref: str, receive: Any, send: Any) -> None:
    while (await receive()).get("more_body"):
        pass
    SEQ[ref] = SEQ.get(ref, 0) + 1
    for screen in list(ROOMS.get(ref, ())):
        await screen({"type": "websocket.send", "text": f'{{"seq":{SEQ[ref]},"circle":"{FRAME}"}}'})
    body = f'{{"seq":{SEQ[ref]},"circle":{{}}}}'.encode()
    await send(
        {
            "type": "http.response.start",
            "status": 200,
            "headers": [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())],
        }
    )
    await send({"type": "http.response.body", "body": body})


if __name__ == "__main__":
    uvicorn.run(
        application,
        host="127.0.0.1",
        port=int(sys.argv[1]),
        log_level="error",
        access_log=False,
        ws_per_message_deflate=False,
    )
