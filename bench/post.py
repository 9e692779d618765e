"""`python -m bench.post PORT FILE`: a bare mail server that takes everything and writes each Message-ID into a file."""

import asyncio
import sys
from contextlib import suppress
from pathlib import Path
from typing import TextIO


async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, took: TextIO) -> None:
    """One sender, until it goes or is killed. Each mail that came whole is in the file before it is answered."""
    writer.write(b"220 sink\r\n")
    with suppress(ConnectionError, asyncio.IncompleteReadError):
        while line := await reader.readline():
            word = line[:4].upper()
            if word == b"DATA":
                writer.write(b"354 go on\r\n")
                took.write(await message_id(reader) + "\n")
                took.flush()
            writer.write(b"221 bye\r\n" if word == b"QUIT" else b"250 OK\r\n")
            await writer.drain()
            if word == b"QUIT":
                break
    writer.close()


async def message_id(reader: asyncio.StreamReader) -> str:
    """Reads one message to its end. One that breaks off is none."""
    found = ""
    while (line := await reader.readuntil(b"\r\n")) != b".\r\n":
        if line.lower().startswith(b"message-id:"):
            found = line.decode().strip()
    return found


async def main(port: int, path: Path) -> None:
    with path.open("a") as took:
        server = await asyncio.start_server(lambda r, w: talk(r, w, took), "127.0.0.1", port)
        print("ready", flush=True)
        async with server:
            await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), Path(sys.argv[2])))
