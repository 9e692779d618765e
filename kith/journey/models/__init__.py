"""A person's own path, and what of it they keep for themselves alone."""

from kith.journey.models.journal import Journal, Lock, Note

__all__ = ["Journal", "Lock", "Note"]
