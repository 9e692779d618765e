"""Care: what someone tells a facilitator or the host; and what facilitators ask each other."""

from kith.care.models.among import Answer, Asking
from kith.care.models.telling import Telling, Unveiled

__all__ = ["Answer", "Asking", "Telling", "Unveiled"]
