"""The mail server, and what it can be believed to have done: took it, will never, later, or nobody knows."""

import smtplib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from email.utils import parseaddr
from enum import Enum, auto

from django.core.mail.backends.smtp import EmailBackend

CLOSING = 421
TAKEN = {250, 251}


class Away(Exception):  # noqa: N818 - it is a state of the world
    """The mail server cannot be reached, or does not let us in. Nothing was handed over."""


class Fate(Enum):
    TAKEN = auto()
    LATER = auto()  # not taken; it may be tried again
    NEVER = auto()  # not taken, and asking again would change nothing
    UNSURE = auto()  # the line broke while it was being handed over
    KEPT = auto()  # not handed over: at the last moment it was not to go


class Line:
    """One connection to the mail server. After `cut` nothing more goes through it."""

    def __init__(self, smtp: smtplib.SMTP) -> None:
        self._smtp = smtp
        self.cut = False

    def carry(self, mail: EmailMessage, *, hand: Callable[[], bool]) -> Fate:
        """Offers it; asks `hand` just before the first word of it is said. Raises Away if it came to nothing before that."""
        words = mail.as_bytes()
        refusal = self._offered(mail)
        if refusal:
            return self._not_taken(refusal)
        if not hand():
            self._start_over()
            return Fate.KEPT
        return self._handed(words)

    def _offered(self, mail: EmailMessage) -> int:
        """0, or the number with which sender or recipient was refused."""
        try:
            self._smtp.ehlo_or_helo_if_needed()
            sender, _ = self._smtp.mail(_bare(mail["From"]))
            if sender not in TAKEN:
                return sender
            recipient, _ = self._smtp.rcpt(_bare(mail["To"]))
        except (smtplib.SMTPException, OSError) as error:
            self.cut = True
            raise Away(type(error).__name__) from error
        return 0 if recipient in TAKEN else recipient

    def _handed(self, words: bytes) -> Fate:
        try:
            code, _ = self._smtp.data(words)
        except smtplib.SMTPDataError as error:
            code = error.smtp_code  # said before the first word: not taken
        except (smtplib.SMTPException, OSError):
            self.cut = True
            return Fate.UNSURE
        return Fate.TAKEN if code in TAKEN else self._not_taken(code)

    def _not_taken(self, code: int) -> Fate:
        self.cut = code == CLOSING
        self._start_over()
        return Fate.NEVER if 500 <= code < 600 else Fate.LATER

    def _start_over(self) -> None:
        if not self.cut:
            with suppress(smtplib.SMTPException, OSError):
                self._smtp.rset()


@contextmanager
def line() -> Iterator[Line]:
    """A line as the settings say, with TLS and sign-in. Raises Away."""
    backend = EmailBackend()
    try:
        backend.open()
        if backend.connection is None:
            raise Away("no line")
        yield Line(backend.connection)
    except (smtplib.SMTPException, OSError) as error:
        raise Away(type(error).__name__) from error
    finally:
        with suppress(smtplib.SMTPException, OSError):
            backend.close()


def _bare(address: str) -> str:
    """The address alone, out of "Kith <kith@example.org>"."""
    return parseaddr(str(address))[1]
