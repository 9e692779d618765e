"""Mail leaves from a thread of its own, so that a page answers the same, and as fast, with mail up or down (S1).

Every note has the same neutral subject, no name, group or alias in it, and one person on its envelope (P2). What cannot be
sent is dropped and said in the log, without the address: whoever waits for it asks again.
"""

import logging
import queue
import threading

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

log = logging.getLogger("kith.people.mail")
HOLDS = 200
waiting: "queue.Queue[EmailMessage]" = queue.Queue(HOLDS)
starting = threading.Lock()
carrier: threading.Thread | None = None


def mail_is_set_up() -> bool:
    return bool(settings.MAIL)


def send_note(template: str, *, to: str, **facts: object) -> None:
    """Put one note in the post. Never raises and never waits."""
    body = render_to_string(f"people/mail/{template}.txt", facts).strip() + "\n"
    note = EmailMessage(
        _("A note from Kith"), body, settings.MAIL_FROM, [to], headers={"Auto-Submitted": "auto-generated"}
    )
    start()
    try:
        waiting.put_nowait(note)
    except queue.Full:
        log.warning("a note was dropped: too many are waiting")


def start() -> None:
    """The carrier starts with the first note, so also after a server forked."""
    global carrier
    with starting:
        if carrier is None or not carrier.is_alive():
            carrier = threading.Thread(target=carry, name="kith-mail", daemon=True)
            carrier.start()


def carry() -> None:
    while True:
        note = waiting.get()
        try:
            note.send()
        except Exception as error:  # whatever a mail server does, the next note is tried
            log.warning("a note could not be sent: %s", type(error).__name__)
        finally:
            waiting.task_done()


def all_sent() -> None:
    """Wait until the post is empty: for tests, and before a server stops."""
    waiting.join()
