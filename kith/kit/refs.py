"""Refs: the only names a row has in an address. They are random, so that no address tells of another."""

import secrets
from typing import TYPE_CHECKING, Any

from django.db import models

ALPHABET = "23456789bcdfghjkmnpqrstvwxyz"  # no vowels, so no words; nothing that looks like something else
LENGTH = 17  # 28 ** 17 is over 2 ** 81


def new_ref() -> str:
    """Seventeen characters, over 80 random bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


if TYPE_CHECKING:
    Text = models.CharField[str, str]
else:
    Text = models.CharField


class RefField(Text):
    """A unique ref, made when the row is made and never changed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs |= {"max_length": LENGTH, "unique": True, "default": new_ref, "editable": False}
        super().__init__(*args, **kwargs)
