"""Kind words to one person, from the closing round and the kettle after it. They go into a jar; the circle never has them."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_POST

from kith.circle import answers, asking, core, entering, views, words
from kith.circle.asking import Asked
from kith.circle.entering import Arrival
from kith.circle.room import Outcome
from kith.companions import giving, kindness
from kith.companions.forms_kindness import WordsForm
from kith.companions.showing_kindness import KEPT
from kith.kit.edge import wants_json

WHEN = ("closing", "after", "closed")


@require_POST
@views.members_only
def kind_words(request: HttpRequest, arrival: Arrival) -> HttpResponse:
    """Whoever sits here may write to whoever sits here. What cannot be sent stays where it was typed."""
    me = get_object_or_404(kindness.me(arrival.membership.person), pk=arrival.membership.pk)
    outcome = views.look(arrival)
    if not entering.is_seated(outcome.circle, me.ref):
        raise Http404
    try:
        asked = asking.understood("kind_words", asking.typed(request), needs_op=asking.is_json(request))
    except (asking.Malformed, asking.TooBig) as no:
        return answers.malformed(request, arrival, "kind_words", no, outcome)
    if outcome.circle.phase not in WHEN:
        return _not_given(request, arrival, outcome, asked, words.say(core.Reason.NOT_YET))
    form = WordsForm(asked.data, whom=kindness.sitting_with(me, [seat.ref for seat in outcome.circle.seated]))
    if form.carry_out(giving.give, by=me, now=timezone.now()):
        messages.success(request, KEPT)
        return JsonResponse({"seq": outcome.seq, "say": ""}) if wants_json(request) else answers.back(arrival)
    said = " ".join(str(error) for errors in form.errors.values() for error in errors)
    return _not_given(request, arrival, outcome, asked, said)


def _not_given(request: HttpRequest, arrival: Arrival, outcome: Outcome, asked: Asked, said: str) -> HttpResponse:
    if wants_json(request):
        return answers.as_json(arrival.membership.ref, outcome, 409, refused="kind_words", say=said)
    kept = answers.words_in(asked.kind, asked.data)
    return answers.page(request, arrival, outcome, status=409, said=said, kept=kept)
