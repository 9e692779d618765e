"""The journal's pages, and the few addresses its script sends to. Everything that comes and goes here is sealed."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kith.groups.asking import MemberRequest, posted, signed_in
from kith.journey import journal_keeping, journal_reading, journal_showing, journal_taking
from kith.journey.models import Journal
from kith.people.forms import Sure
from kith.people.views.asking import PersonRequest, sure


@signed_in
@require_safe
@ensure_csrf_cookie
def journal(request: MemberRequest) -> HttpResponse:
    """One page that stays: the key is in its memory alone, so another page would be locked."""
    return render(request, "journey/journal.html", {"is_begun": Journal.objects.of(request.user).exists()})


@signed_in
@require_safe
@ensure_csrf_cookie
def beside(request: MemberRequest) -> HttpResponse:
    """A note for oneself, small enough to stand beside a circle."""
    return render(request, "journey/journal_beside.html", {"is_begun": Journal.objects.of(request.user).exists()})


@signed_in
@require_safe
def locks(request: MemberRequest) -> HttpResponse:
    return JsonResponse(journal_showing.locks(request.user))


@signed_in
@require_POST
def begin(request: MemberRequest) -> HttpResponse:
    said = journal_reading.sent(request)
    ref, locks = journal_reading.ref(said.get("journal")), journal_reading.locks(said.get("locks"))
    journal_keeping.begin(ref, locks=locks, by=request.user)
    return JsonResponse(journal_showing.locks(request.user))


@signed_in
@require_POST
def change_lock(request: MemberRequest, ref: str) -> HttpResponse:
    mine = get_object_or_404(Journal.objects.of(request.user), ref=ref)
    said = journal_reading.sent(request)
    lock, turn = journal_reading.lock(said.get("lock")), journal_reading.number(said.get("turn"))
    journal_keeping.change_lock(lock, of=mine, turn=turn)
    return JsonResponse(journal_showing.locks(request.user))


@signed_in
@require_safe
def notes(request: MemberRequest, ref: str) -> HttpResponse:
    mine = get_object_or_404(Journal.objects.of(request.user), ref=ref)
    return JsonResponse(journal_showing.notes(mine, before=request.GET.get("before", "")))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def note(request: MemberRequest, ref: str, note: str) -> HttpResponse:
    mine = get_object_or_404(Journal.objects.of(request.user), ref=ref)
    if request.method != "POST":
        return JsonResponse(journal_showing.note(get_object_or_404(mine.notes, ref=note)))
    sealed = journal_reading.note(journal_reading.sent(request))
    kept = journal_keeping.keep(sealed, ref=journal_reading.ref(note), into=mine)
    return JsonResponse({"ref": kept.ref, "version": kept.version})


@signed_in
@require_POST
def take_away(request: MemberRequest, ref: str, note: str) -> HttpResponse:
    mine = get_object_or_404(Journal.objects.of(request.user), ref=ref)
    version = journal_reading.number(journal_reading.sent(request).get("version"))
    journal_keeping.take_away(note, version=version, of=mine)
    return JsonResponse({})


@signed_in
@require_safe
def file(request: MemberRequest, ref: str) -> HttpResponse:
    mine = get_object_or_404(Journal.objects.of(request.user), ref=ref)
    named = {"Content-Disposition": f'attachment; filename="{timezone.localdate():%Y-%m-%d}-sealed.json"'}
    return HttpResponse(journal_taking.as_file(mine), content_type="application/json", headers=named)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def let_go(request: PersonRequest) -> HttpResponse:
    """Asks for the passphrase of the account: whoever lost the journal's own has that one still."""
    get_object_or_404(Journal.objects.of(request.user))
    form = Sure(posted(request), person=request.user)
    if request.method == "POST" and sure(form, request):
        journal_keeping.let_go(by=request.user)
        return redirect("journey:journal")
    return render(request, "journey/journal_let_go.html", {"form": form}, status=400 if form.errors else 200)
