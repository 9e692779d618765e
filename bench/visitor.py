"""Someone who asks for pages by the way that `kith serve` answers them, in this process.

Not Django's test client: what that gives back holds on to itself, so that everything about a request lies there until Python's
collector looks, 50,000 objects at a time. A page in two hundred then took 40 to 70 ms longer than it does for anybody.
"""

from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import unquote
from wsgiref.util import setup_testing_defaults


@dataclass
class Visitor:
    """Comes with the cookies it was given before; `session`: signed in."""

    session: str = ""
    cookies: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.session:
            self.cookies["kith_session"] = self.session

    def get(self, address: str) -> int:
        """The status of what is there."""
        from kith.config.bridge import answered
        from kith.config.wsgi import application

        path, _, query = address.partition("?")
        asked: dict[str, Any] = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": unquote(path),
            "QUERY_STRING": query,
            "HTTP_HOST": "localhost",
            "HTTP_COOKIE": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        }
        setup_testing_defaults(asked)
        status, headers, _ = answered(application, asked)
        for name, value in headers:
            if name == b"set-cookie":
                for one in SimpleCookie(value.decode("latin-1")).values():
                    self.cookies[one.key] = one.value
        return status
