"""What a host writes: one address a service (postgres://..., smtp://...), a line each. A wrong one is a ValueError with why."""

from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from dotenv.parser import parse_stream

POSTGRES = {"postgres", "postgresql"}
POOL = {"min_size": 1, "max_size": 8, "timeout": 5}
# Compiling a question to machine code pays off after seconds; ours take milliseconds, and some look dear before they are asked.
AT_ONCE = "-c jit=off"
MAIL_PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


def every_line(file: Path) -> None:
    """A line that cannot be read would be passed over, and whoever wrote it would think that it holds: ValueError."""
    with file.open() as lines:
        for line in parse_stream(lines):
            if line.error:
                raise ValueError(f"line {line.original.line} of {file}")


def database(address: str) -> dict[str, Any]:
    """postgres://name:passphrase@host:port/database, with a pool: a new connection costs more than a page."""
    parts = urlsplit(address)
    name = unquote(parts.path.strip("/"))
    if parts.scheme not in POSTGRES or not name:
        raise ValueError("KITH_DATABASE has to look like postgres://name:passphrase@host:port/database")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(_port(parts, "KITH_DATABASE") or ""),
        "CONN_MAX_AGE": 0,
        "OPTIONS": {"options": AT_ONCE} | dict(parse_qsl(parts.query)) | {"pool": POOL},
    }


def mail(address: str) -> dict[str, Any]:
    """smtp://name:passphrase@host:port; smtp+tls encrypts after a hello (587), smtps from the start."""
    parts = urlsplit(address)
    if parts.scheme not in MAIL_PORTS or not parts.hostname:
        raise ValueError("KITH_MAIL has to look like smtp+tls://name:passphrase@host:587")
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": _port(parts, "KITH_MAIL") or MAIL_PORTS[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
    }


def _port(parts: SplitResult, setting: str) -> int | None:
    try:
        return parts.port
    except ValueError:
        raise ValueError(f"the port in {setting} is not a number that a port can have") from None
