"""Kind words to one person, from the closing round and the kettle after it. They go into a jar; the circle never has them."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_POST

from kith.circle import answers, entering, views
from kith.circle.entering import Arrival
from kith.companions import giving, kindness
from kith.companions.forms_kindness import WordsForm
from kith.companions.showing_kindness import KEPT
from kith.kit.edge import wants_json


@require_POST
@views.members_only
def kind_words(request: HttpRequest, arrival: Arrival) -> HttpResponse:
    """Whoever sits here may write to whoever sits here. What cannot be sent stays where it was typed."""
    me = get_object_or_404(kindness.me(arrival.membership.person), pk=arrival.membership.pk)
    outcome = views.look(arrival)
    if not entering.is_seated(outcome.circle, me.ref):
        raise Http404
    form = WordsForm(request.POST, whom=kindness.sitting_with(me, [seat.ref for seat in outcome.circle.seated]))
    if form.carry_out(giving.give, by=me, now=timezone.now()):
        messages.success(request, KEPT)
        return JsonResponse({"seq": outcome.seq, "say": ""}) if wants_json(request) else answers.back(arrival)
    said = " ".join(str(error) for errors in form.errors.values() for error in errors)
    if wants_json(request):
        return JsonResponse({"error": "refused", "say": said}, status=409)
    kept = {"kind_words": {"text": request.POST.get("text", "")}}
    return answers.page(request, arrival, outcome, status=409, said=said, kept=kept)
