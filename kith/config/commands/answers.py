"""What a host may answer to `kith init`: each answer is checked here, and written down in the shape the files need."""

import logging
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kith.config import addresses
from kith.config.commands import ground

DOMAIN = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")
SIGN_IN = re.compile(r"[a-z0-9][a-z0-9._-]{2,38}")
SHORTEST_PASSPHRASE = 10
ASKED = ("KITH_SECRET", "KITH_NAME", "KITH_URL", "KITH_HOSTS", "KITH_MAIL")  # what the questions are about
FIRST_LINE = "# Written by `kith init`. Keep it private. docs/settings.md tells what each line does."
CADDY = """# For Caddy 2: it fetches and renews the certificate by itself.
{domain} {{
	encode zstd gzip
	reverse_proxy 127.0.0.1:{port}
}}
"""


@dataclass(frozen=True)
class Answers:
    """Everything `kith init` has to know. An empty domain means this machine only, empty mail none."""

    name: str
    domain: str
    mail: str
    secret: str
    sign_in: str
    port: int
    kept: Mapping[str, str] = field(default_factory=dict)  # other lines of the settings file that was there

    @property
    def settings(self) -> str:
        url = f"https://{self.domain}" if self.domain else f"http://localhost:{self.port}"
        hosts = ",".join(
            dict.fromkeys([*[self.domain] * bool(self.domain), "localhost", "127.0.0.1", *self._other_hosts])
        )
        told = {"KITH_SECRET": self.secret, "KITH_NAME": self.name, "KITH_URL": url, "KITH_HOSTS": hosts}
        if self._old_secrets:
            told["KITH_OLD_SECRETS"] = ",".join(self._old_secrets)
        if self.domain:
            told["KITH_PROXIES"] = self.kept.get("KITH_PROXIES") or "1"
        if self.mail:
            sender = self.kept.get("KITH_MAIL_FROM", "")
            if sender in ("", f"kith@{self._host_before}"):  # Kith's own, which goes with the domain
                sender = f"kith@{self.domain or 'localhost'}"
            told |= {"KITH_MAIL": self.mail, "KITH_MAIL_FROM": sender}
        told |= {name: value for name, value in self.kept.items() if name not in {*told, *ASKED}}
        lines = [f"{name}='{escaped(value)}'" for name, value in told.items()]
        return "\n".join([FIRST_LINE, *lines]) + "\n"

    @property
    def _old_secrets(self) -> list[str]:
        """The secret that was there before this one, so that nobody is signed out and printed codes stay good.

        Not one that could be guessed: with it anyone could sign themselves in.
        """
        before, older = self.kept.get("KITH_SECRET", ""), self.kept.get("KITH_OLD_SECRETS", "").split(",")
        fit = before != self.secret and "," not in before and not could_be_guessed(before)
        return [one for one in dict.fromkeys([before] * fit + older) if one not in ("", self.secret)]

    @property
    def _other_hosts(self) -> list[str]:
        return [host for host in self.kept.get("KITH_HOSTS", "").split(",") if host not in ("", self._host_before)]

    @property
    def _host_before(self) -> str:
        return host_of(self.kept.get("KITH_URL", ""))

    @property
    def caddy(self) -> str:
        return CADDY.format(domain=self.domain, port=self.port) if self.domain else ""


def host_of(url: str) -> str:
    return url.partition("://")[2].partition("/")[0].partition(":")[0]


def escaped(value: str) -> str:
    """As it stands between single quotes in the settings file."""
    return value.replace("\\", "\\\\")


def one_line(given: str) -> str:
    """Nothing that could end a line of the settings file and begin another."""
    if any(letter in given for letter in "\r\n\0\"'"):
        raise ground.Stop("Please leave quotes and line breaks out of the answers.", 2)
    return given.strip()


def good_mail(given: str) -> str:
    address = one_line(given)
    try:
        if address:
            addresses.mail(address)
    except ValueError as error:
        raise ground.Stop(f"That is no address for mail: {error}. Or nothing at all.", 2) from None
    return address


def good_port(given: int) -> int:
    if not 0 < given < 65536:
        raise ground.Stop(f"{given} is not a port. Something like 8000.", 2)
    return given


def good_domain(given: str) -> str:
    domain = given.strip().lower().removeprefix("https://").removeprefix("http://").rstrip("/")
    if domain and not DOMAIN.fullmatch(domain):
        raise ground.Stop(f"{given!r} is not a domain. Something like circle.example.org, or nothing at all.", 2)
    return domain


def good_secret(given: str | None, before: str = "") -> str:
    """The host's own if nobody could guess it; else the one that was there, so that printed codes stay good; else a fresh one."""
    least = ground.SHORTEST_SECRET
    if given is None:
        return (
            before if not could_be_guessed(before) and not set(before) & set("\r\n\0\"'") else secrets.token_urlsafe(48)
        )
    if could_be_guessed(given):
        raise ground.Stop(f"That secret could be guessed: give {least} random letters, or let Kith make one.", 2)
    return one_line(given)


def could_be_guessed(secret: str) -> bool:
    few = len(secret) < ground.SHORTEST_SECRET or len(set(secret)) < ground.FEWEST_LETTERS
    return few or secret.startswith("not-a-secret")


def read_before(file: Path) -> dict[str, str]:
    """The settings that are there already; none where they cannot be read."""
    from dotenv import dotenv_values

    logging.getLogger("dotenv.main").setLevel(logging.ERROR)  # a broken line is about to be written anew
    try:
        found = dotenv_values(file, interpolate=False) if file.is_file() else {}
    except (OSError, UnicodeDecodeError):
        return {}
    return {name: value for name, value in found.items() if value is not None and not set(value) & set("\r\n\0'")}


def good_sign_in(given: str) -> str:
    name = given.strip().lower()
    if not SIGN_IN.fullmatch(name):
        raise ground.Stop("A sign-in name has 3 to 39 plain letters, digits, dots or dashes.", 2)
    return name


def good_passphrase(typed: str) -> str:
    if len(typed) < SHORTEST_PASSPHRASE:
        raise ground.Stop(f"A passphrase has at least {SHORTEST_PASSPHRASE} letters; a few plain words do well.", 2)
    return typed


def passphrase_in(file: Path) -> str:
    try:
        return good_passphrase(file.read_text().strip())
    except (OSError, UnicodeDecodeError):
        raise ground.Stop(f"The passphrase in {file} cannot be read.", 2) from None
