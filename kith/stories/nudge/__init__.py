"""The listening nudge: what in a reply may sound like advice, or turns to one's own story, said before it is sent.

It runs here and is kept nowhere: rules that can be read (`english.py`), the words that set them off, and two ways to say what was
heard. Nobody but whoever writes the reply ever sees it, and one press sends the reply as it is. A language is one file beside
`english.py` with the same names; where there is none, nothing is said.
"""

from kith.stories.nudge.reading import Sign, look
from kith.stories.nudge.reflecting import reflections

__all__ = ["Sign", "look", "reflections"]
