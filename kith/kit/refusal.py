"""A refusal has a name. Verbs raise it, the edge turns it into kind words, once."""


class Refused(Exception):  # noqa: N818 - it is an answer, not an error
    """A verb said no. `reason` is its name; `facts` fill the sentence that tells it.

    An app writes its reasons as a StrEnum and their sentences in its `words.py`.
    """

    def __init__(self, reason: str, **facts: object) -> None:
        super().__init__(reason)
        self.reason = str(reason)
        self.facts = facts
