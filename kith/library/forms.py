"""What is typed to put something on the shelf."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kith.groups.asking import KindForm
from kith.groups.models import Group, Theme
from kith.library.models import Resource, Strategy, Tried
from kith.meetings.models import Meeting

KINDS = (
    (Resource.Kind.BOOK, _("A book")),
    (Resource.Kind.ARTICLE, _("An article")),
    (Resource.Kind.FILM, _("A film")),
    (Resource.Kind.PLACE, _("A place")),
    (Resource.Kind.HELPLINE, _("A helpline")),
    (Resource.Kind.OTHER, _("Something else")),
)
HOW = (
    (Tried.How.HELPED, _("It helped")),
    (Tried.How.SOMEWHAT, _("Somewhat")),
    (Tried.How.NOT_FOR_ME, _("Not for me")),
)
LATELY = 20  # meetings to choose from


def starting(thing: Resource | Strategy, *names: str) -> dict[str, Any]:
    """What stands in the form of a thing that is there already."""
    facts = {name: getattr(thing, name) for name in names}
    facts["theme"] = thing.theme.ref if thing.theme else ""
    return facts | {"meeting": thing.meeting.ref if thing.meeting else ""}


class Meetings(forms.ModelChoiceField[Meeting]):
    def label_from_instance(self, meeting: Meeting) -> str:
        return f"{timezone.localtime(meeting.starts_at, meeting.group.tz):%d %B %Y}"


class OnShelf(KindForm):
    """What both kinds share: what it is about, and at which meeting it came up."""

    theme = forms.ModelChoiceField(
        label=_("What is it about?"),
        queryset=Theme.objects.none(),
        to_field_name="ref",
        required=False,
        empty_label=_("No theme"),
    )
    meeting = Meetings(
        label=_("Did it come up at a meeting?"),
        queryset=Meeting.objects.none(),
        to_field_name="ref",
        required=False,
        empty_label=_("Not at one"),
    )

    def __init__(self, *given: Any, group: Group, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["theme"].queryset = Theme.objects.all()  # type: ignore[attr-defined]
        begun = Meeting.objects.filter(group=group, starts_at__lte=timezone.now()).select_related("group")
        newest = begun.order_by("-starts_at").values_list("pk", flat=True)[:LATELY]
        self.fields["meeting"].queryset = begun.filter(pk__in=list(newest)).order_by("-starts_at")  # type: ignore[attr-defined]


class ResourceForm(OnShelf):
    kind = forms.ChoiceField(label=_("What is it?"), choices=KINDS)
    name = forms.CharField(label=_("What is it called?"), max_length=160)
    where = forms.CharField(
        label=_("Where can it be found?"),
        max_length=500,
        required=False,
        help_text=_("An address, a number, a street. We keep it as you type it, and fetch nothing."),
    )
    why = forms.CharField(
        label=_("Why did it matter to you?"), max_length=600, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    field_order = ["kind", "name", "where", "why"]


class StrategyForm(OnShelf):
    name = forms.CharField(
        label=_("What do you call it?"), max_length=80, help_text=_("Like “A ten-minute walk before the evening”.")
    )
    how = forms.CharField(label=_("How does it go?"), max_length=600, widget=forms.Textarea(attrs={"rows": 5}))
    field_order = ["name", "how"]


class TriedForm(KindForm):
    how = forms.ChoiceField(label=_("How was it for you?"), choices=HOW, widget=forms.RadioSelect)
    on = forms.DateField(
        label=_("When?"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), initial=timezone.localdate
    )
