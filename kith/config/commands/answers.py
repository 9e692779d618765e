"""What a host may answer to `kith init`: each answer is checked here, and written down in the shape the files need."""

import re
import secrets
from dataclasses import dataclass
from pathlib import Path

from kith.config.commands import ground

DOMAIN = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")
SIGN_IN = re.compile(r"[a-z0-9][a-z0-9._-]{2,38}")
SHORTEST_PASSPHRASE = 10
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

    @property
    def settings(self) -> str:
        url = f"https://{self.domain}" if self.domain else f"http://localhost:{self.port}"
        hosts = ",".join([*([self.domain] if self.domain else []), "localhost", "127.0.0.1"])
        lines = ["# Written by `kith init`. Keep it private. docs/settings.md tells what each line does."]
        lines += [f"KITH_SECRET={self.secret}", f"KITH_NAME='{self.name}'", f"KITH_URL={url}", f"KITH_HOSTS={hosts}"]
        if self.domain:
            lines += ["KITH_PROXIES=1"]
        if self.mail:
            lines += [f"KITH_MAIL='{self.mail}'", f"KITH_MAIL_FROM=kith@{self.domain or 'localhost'}"]
        return "\n".join(lines) + "\n"

    @property
    def caddy(self) -> str:
        return CADDY.format(domain=self.domain, port=self.port) if self.domain else ""


def one_line(given: str) -> str:
    """Nothing that could end a line of the settings file and begin another."""
    if any(letter in given for letter in "\r\n\0\"'"):
        raise ground.Stop("Please leave quotes and line breaks out of the answers.", 2)
    return given.strip()


def good_domain(given: str) -> str:
    domain = given.strip().lower().removeprefix("https://").removeprefix("http://").rstrip("/")
    if domain and not DOMAIN.fullmatch(domain):
        raise ground.Stop(f"{given!r} is not a domain. Something like circle.example.org, or nothing at all.", 2)
    return domain


def good_secret(given: str | None) -> str:
    """A fresh secret, or the host's own if nobody could guess it."""
    if given is None:
        return secrets.token_urlsafe(48)
    least = ground.SHORTEST_SECRET
    if len(given) < least or len(set(given)) < 10 or given.startswith("not-a-secret"):
        raise ground.Stop(f"That secret could be guessed: give {least} random letters, or let Kith make one.", 2)
    return one_line(given)


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
