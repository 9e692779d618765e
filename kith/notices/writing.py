"""A letter's words (P2, P3): a subject from a fixed list, a neutral line, at most a day and an hour. No name, no group."""

from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from django.conf import settings
from django.core.mail.message import sanitize_address
from django.template.loader import render_to_string
from django.urls import reverse

from kith.notices import asking, clocks, words
from kith.notices.models import Letter, Notice, Wishes
from kith.notices.sorting import wishes_of
from kith.people.mailboxes import here


def written(letter: Letter, *, now: datetime) -> EmailMessage:
    """The mail as it goes: one recipient, plain text, and the same Message-ID however often it is written."""
    notice = letter.notice
    subject, body = said(notice)
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["Subject"] = settings.MAIL_FROM, subject
    mail["To"] = sanitize_address(notice.person.mailbox.address, "utf-8")
    mail["Date"], mail["Message-ID"] = format_datetime(now), message_id(notice)
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(body)
    return mail


def message_id(notice: Notice) -> str:
    return f"<{notice.ref}@{settings.MAIL_FROM.rpartition('@')[2].strip('> ') or 'localhost'}>"


def said(notice: Notice) -> tuple[str, str]:
    """(subject, body). Who wishes to be told discreetly hears that there is something, and nothing else."""
    bare = wishes_of(notice.person).discreet == Wishes.Discreet.BARE or notice.kind not in words.BY_MAIL
    moment = None if bare else clocks.moment(notice)
    subject, line = words.BY_MAIL[notice.kind] if moment else words.BARE
    question = asking.path(notice) if moment else ""
    facts = {
        "line": line,
        "moment": moment,
        "question": here(question) if question else "",
        "here": here(reverse("notices:notices")),
        "wishes": here(reverse("notices:wishes")),
    }
    return str(subject), render_to_string("notices/mail/letter.txt", facts).strip() + "\n"
