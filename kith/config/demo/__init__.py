"""The demo community: a year of it made once, kept as people leave it, and always with a circle that is open now.

What belongs to today is done by the verbs that pages use. A year of evenings is written as rows, in bulk, the way verbs would
have left them; `tests/ground/test_demo.py` looks whether that is so.
"""

from kith.config.demo.journal import PASSPHRASE, WHOSE
from kith.config.demo.making import is_empty, make
from kith.config.demo.tonight import first_group, open_meeting, told

JOURNAL = {"sign_in": WHOSE, "passphrase": PASSPHRASE}

__all__ = ["JOURNAL", "first_group", "is_empty", "make", "open_meeting", "told"]
