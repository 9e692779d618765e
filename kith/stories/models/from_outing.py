"""That a keepsake is of an outing, and what whoever shared it said: only things are on it, or everyone on it agreed."""

from django.db import models
from django.utils import timezone

from kith.companions.models import Outing
from kith.stories.models.keepsake import Keepsake


class FromOuting(models.Model):
    """The word is kept with the picture for as long as there is one, also when the outing itself is forgotten.

    Unsaid stays unsaid, and nobody keeps who said it: the picture is for its owner alone from then on.
    """

    class Shows(models.TextChoices):
        THINGS = "things"
        AGREED = "agreed"  # there are people on it, and every one of them said yes
        UNSAID = "unsaid"  # someone on it says that they did not, or would rather not after all

    keepsake = models.OneToOneField(Keepsake, on_delete=models.CASCADE, related_name="from_outing")
    outing = models.ForeignKey(Outing, null=True, on_delete=models.SET_NULL, related_name="+")
    shows = models.CharField(max_length=6, choices=Shows.choices)
    at = models.DateTimeField(default=timezone.now)
