"""What the outbox holds: notices, the letters about them, what each person wishes, and who walks."""

from kith.notices.models.letter import Letter
from kith.notices.models.notice import Notice
from kith.notices.models.walking import Walk, Worker
from kith.notices.models.wishes import Wishes

__all__ = ["Letter", "Notice", "Walk", "Wishes", "Worker"]
