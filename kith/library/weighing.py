"""How a way of coping went for those who tried it: in words, and in an order that is honest about small numbers.

Three who were helped out of three must not stand above nineteen out of twenty. So the order is by the lower end of Wilson's
score interval for a share (E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22, 1927;
for its behaviour when numbers are small: Brown, Cai and DasGupta, "Interval estimation for a binomial proportion", Statistical
Science 16, 2001). "Somewhat" counts half. At 90% (z = 1.645) one bad evening does not bury a card, nor one good one raise it.
"""

from dataclasses import dataclass
from math import sqrt

from django.utils.translation import gettext as _

Z = 1.645
FEW = 3  # below this nothing is said of how it went: in a small group one could guess whose it is


@dataclass(frozen=True, slots=True)
class Weight:
    """How many said what. Only the words below ever reach a page."""

    helped: int = 0
    somewhat: int = 0
    not_for_me: int = 0

    @property
    def tried(self) -> int:
        return self.helped + self.somewhat + self.not_for_me

    @property
    def share(self) -> float:
        """Between 0 and 1; "somewhat" is half. Nobody yet: 0."""
        return (self.helped + self.somewhat / 2) / self.tried if self.tried else 0.0


def lower_bound(weight: Weight, z: float = Z) -> float:
    """The lower end of Wilson's interval, between 0 and 1: what the share is at least, as far as so few can tell."""
    n, p = weight.tried, weight.share
    if n == 0:
        return 0.0
    middle = p + z * z / (2 * n)
    spread = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return max(0.0, (middle - spread) / (1 + z * z / n))


def in_words(weight: Weight) -> str:
    """What is shown. No number, ever."""
    if weight.tried == 0:
        return _("Nobody has said how it went yet.")
    if weight.tried < FEW:
        return _("A few have tried it. How it went is shown when more have.")
    if weight.share >= 0.75:
        return _("It helped most who tried it.")
    if weight.share >= 0.5:
        return _("It helped about half of those who tried it.")
    if weight.share > 0.15:
        return _("Some found it helped.")
    return _("It was not for those who have tried it so far.")
