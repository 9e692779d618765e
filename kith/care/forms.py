"""The form for telling: who gets it is in it before it is sent."""

from collections import defaultdict
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kith.care.addressing import Standpoint, To, aliases, facilitators, has_host
from kith.groups.models import Membership

HOST = str(To.HOST)
LONGEST = 300  # of a clause, as it is kept with what was told


class TellForm(forms.Form):
    to = forms.ChoiceField(label=gettext_lazy("Who gets it"), widget=forms.RadioSelect)
    about = forms.ChoiceField(label=gettext_lazy("Is it about someone?"), required=False)
    clause = forms.ChoiceField(label=gettext_lazy("Is it about one of our promises?"), required=False)
    words = forms.CharField(
        label=gettext_lazy("What would you like to tell?"),
        max_length=4000,
        required=False,
        widget=forms.Textarea({"rows": 6, "dir": "auto"}),
    )

    def __init__(self, data: Any = None, *, at: Standpoint) -> None:
        super().__init__(data, label_suffix="")
        self.at = at
        self.ways = ways(at)
        self["to"].field.choices = self.ways  # type: ignore[attr-defined]
        self["to"].field.initial = self.ways[0][0] if self.ways else ""
        self["about"].field.choices = whom(at)  # type: ignore[attr-defined]
        self["clause"].field.choices = promises(at)  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        """What the verb wants, once the form is whole."""
        ref = self.cleaned_data["to"]
        about = self.at.about or self._chosen()
        group = next((own.group for own in self.at.mine if own.group.ref == ref), None) or self.at.group
        if about and (group is None or ref == HOST):
            group = about.group
        return {
            "wish": HOST if ref == HOST else str(To.FACILITATORS),
            "group": group,
            "about": about,
            "words": self.cleaned_data["words"],
            "clause": self.cleaned_data["clause"],
            "piece": self.at.piece,
        }

    def _chosen(self) -> Membership | None:
        if not (self.at.person and self.cleaned_data["about"]):
            return None
        return Membership.objects.beside(self.at.person).filter(ref=self.cleaned_data["about"]).first()

    def clean(self) -> None:
        """Someone of one group is not told about to the facilitators of another."""
        about, to = self._chosen() if "about" in self.cleaned_data else None, self.cleaned_data.get("to")
        if about and to not in {HOST, about.group.ref}:
            words = _("They are in another of your groups. Choose the facilitators of that group, or the host.")
            self.add_error("about", words)


def ways(at: Standpoint) -> list[tuple[str, str]]:
    """The facilitators of each group one is in (of the named group alone, if one is named), then the host.

    The host is offered whoever it is about: else this page would tell which of the members hosts. And of a story without its
    writer's alias the names are left out: who is missing among them would tell whose it is.
    """
    choices, hosted = [], has_host(about=None)
    for own in at.from_where:
        if at.unnamed and facilitators(own.group, about=None, by=at.person):
            choices.append((own.group.ref, _("The facilitators of %(group)s") % {"group": own.group.name}))
            continue
        names = aliases(facilitators(own.group, about=at.about, by=at.person))
        if names and not (at.about and at.about.runs and hosted):
            facts = {"group": own.group.name, "names": ", ".join(names)}
            choices.append((own.group.ref, _("The facilitators of %(group)s: %(names)s") % facts))
    if hosted:
        choices.append((HOST, _("The host, who runs this place")))
    return choices


def whom(at: Standpoint) -> list[tuple[str, Any]]:
    """The names in one's groups, by group. Nobody, when a link has named someone or one is in no group."""
    if at.names_someone or not at.person:
        return []
    groups: dict[str, list[tuple[str, str]]] = defaultdict(list)
    beside = Membership.objects.beside(at.person).exclude(person=at.person).select_related("group").order_by("alias")
    for other in beside:
        if not at.group or other.group_id == at.group.pk:
            groups[other.group.name].append((other.ref, other.alias))
    nobody = [("", _("No, or I would rather not say"))]
    return [*nobody, *sorted(groups.items())] if groups else []


def promises(at: Standpoint) -> list[tuple[str, str]]:
    """The clauses of the one group it can be about; nothing where there are several, or where one is in none."""
    groups = [own.group for own in at.from_where]
    agreement = groups[0].agreement if len(groups) == 1 else None
    if agreement is None:
        return []
    clauses = [clause[:LONGEST] for clause in dict.fromkeys(agreement.clauses)]
    return [("", _("No, or I would rather not say")), *((clause, clause) for clause in clauses)]
