"""A plain HTTP client for someone of the demo: signs in by the form, then speaks the circle's protocol."""

import http.client
import json
import re
import secrets
import urllib.parse
from dataclasses import dataclass, field
from typing import Any

from tests.serving import Server

Lost = (ConnectionError, http.client.HTTPException, OSError)


@dataclass
class Caller:
    """One person at one server. `cookies` outlive the server, as a browser's do."""

    server: Server
    sign_in_name: str
    cookies: dict[str, str] = field(default_factory=dict)

    @property
    def facts(self) -> dict[str, str]:
        return next(one for one in self.server.people if one["sign_in"] == self.sign_in_name)

    def ask(self, method: str, path: str, body: str = "", **headers: str) -> tuple[int, bytes]:
        """Status and body; raises one of `Lost` when the server is gone."""
        connection = http.client.HTTPConnection("localhost", self.server.port, timeout=30)
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        try:
            connection.request(method, path, body.encode() or None, {"Cookie": cookie, **headers})
            answer = connection.getresponse()
            for line in answer.headers.get_all("Set-Cookie") or []:
                name, _, value = line.split(";")[0].partition("=")
                self.cookies[name] = value
            return answer.status, answer.read()
        finally:
            connection.close()

    def sign_in(self) -> "Caller":
        _, page = self.ask("GET", "/sign-in/")
        token = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert token, "no form on the sign-in page"
        form = {
            "csrfmiddlewaretoken": token[1].decode(),
            "login": self.sign_in_name,
            "password": self.facts["passphrase"],
        }
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        status, _ = self.ask("POST", "/sign-in/", urllib.parse.urlencode(form), **kind)
        assert status == 302, f"could not sign in: {status}"
        return self

    def do(self, kind: str, *, op: str = "", ref: str = "", **fields: Any) -> tuple[int, dict[str, Any]]:
        """One command; the answer's status and JSON."""
        asked = {"op": op or secrets.token_hex(8), **fields}
        headers = {
            "Content-Type": "application/json",
            "Accept": "application/json",
            "X-CSRFToken": self.cookies.get("kith_csrf", ""),
        }
        status, body = self.ask("POST", f"{self.room(ref)}do/{kind}/", json.dumps(asked), **headers)
        return status, json.loads(body)

    def state(self, ref: str = "") -> dict[str, Any]:
        status, body = self.ask("GET", f"{self.room(ref)}state")
        assert status == 200, f"state answered {status}"
        return dict(json.loads(body))

    def room(self, ref: str = "") -> str:
        return f"/circle/{ref}/" if ref else str(self.server.facts["circle"])
