"""For those who facilitate: the group's own formats, written, varied, shared, printed and put away."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kith.groups.asking import MemberRequest, posted, press, signed_in
from kith.groups.models import Membership
from kith.kit.refusal import Refused, sentence
from kith.meetings import differing, formats, showing_series, writing
from kith.meetings.differing import VariationForm
from kith.meetings.editing import Editor
from kith.meetings.models import WrittenFormat
from kith.meetings.views.planning import running


def own(request: MemberRequest, ref: str, which: str) -> tuple[Membership, WrittenFormat]:
    """One of the formats of the group I facilitate. Any other does not exist here."""
    me = running(request, group__ref=ref)
    mine = WrittenFormat.objects.run_by(request.user).filter(group=me.group).select_related("group")
    return me, get_object_or_404(mine.prefetch_related("variations"), ref=which)


@signed_in
@require_safe
def shelf(request: MemberRequest, ref: str) -> HttpResponse:
    """The group's own, those that come with Kith, and those that other groups here have shared."""
    me = running(request, group__ref=ref)
    shared = WrittenFormat.objects.shared_with(me).offered()[:50]
    facts = {
        "me": me,
        "group": me.group,
        "own": list(me.group.formats.offered()),
        "ours": formats.shelf().values(),
        "shared": [(one.ref, formats.read(one)) for one in shared],
    }
    return render(request, "meetings/formats.html", facts)


@signed_in
@require_POST
def new(request: MemberRequest, ref: str) -> HttpResponse:
    """A copy of a format, to make one's own: of Kith's, of our own, or of one that is shared."""
    me = running(request, group__ref=ref)
    form = formats.of(me.group).get(request.POST.get("of", ""))
    try:
        name = _("%(name)s, our way") % {"name": form.name} if form else ""
        made = writing.copy(form, name=name, by=me) if form else _copy_shared(request, me)
    except Refused as no:
        messages.warning(request, sentence(no))
        return redirect("meetings:formats", ref=ref)
    return redirect("meetings:format", ref=ref, which=made.ref)


def _copy_shared(request: MemberRequest, me: Membership) -> WrittenFormat:
    return writing.copy_shared(request.POST.get("shared", ""), by=me)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: MemberRequest, ref: str, which: str) -> HttpResponse:
    """One press moves a part and keeps nothing; "Keep" keeps all of it, or says what is missing."""
    me, written = own(request, ref, which)
    editor = Editor(written, formats.read(written), posted(request))
    if editor.keep(by=me):
        messages.success(request, _("It is kept. Meetings that are planned already stay as they are."))
        return redirect(written)
    form = formats.read(written)
    told = zip(written.variations.all(), differing.told(form), strict=False)
    facts = {"me": me, "group": me.group, "written": written, "editor": editor, "variations": list(told)}
    return render(request, "meetings/format.html", facts)


@signed_in
@require_POST
def share(request: MemberRequest, ref: str, which: str) -> HttpResponse:
    me, written = own(request, ref, which)
    yes = request.POST.get("share") == "yes"
    verb = partial(writing.share, written, yes=yes, by=me, now=timezone.now())
    shared, not_shared = (
        _("Other groups here can copy it now."),
        _("It is yours alone again. Copies taken before stay."),
    )
    press(request, verb, done=shared if yes else not_shared)
    return redirect(written)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def put_away(request: MemberRequest, ref: str, which: str) -> HttpResponse:
    """A page of its own, so that nothing is lost by a slip of the thumb."""
    me, written = own(request, ref, which)
    if request.method == "POST":
        press(request, partial(writing.put_away, written, by=me), done=_("The format is put away."))
        return redirect("meetings:formats", ref=ref)
    facts = {"me": me, "group": me.group, "written": written, "following": followed(written)}
    facts["otherwise"] = formats.shelf()[writing.otherwise(written)]
    return render(request, "meetings/format_put_away.html", facts)


def followed(written: WrittenFormat) -> list[showing_series.Said]:
    return [showing_series.said(one, one.zone) for one in writing.following(written, now=timezone.now())]


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def vary(request: MemberRequest, ref: str, which: str) -> HttpResponse:
    """Something is different on some dates."""
    me, written = own(request, ref, which)
    form = VariationForm(formats.read(written), posted(request), initial={"minutes": 10})
    if form.carry_out(writing.vary, written=written, by=me):
        messages.success(request, _("It is kept, for meetings that are planned from now on."))
        return redirect(written)
    return render(request, "meetings/variation.html", {"me": me, "group": me.group, "written": written, "form": form})


@signed_in
@require_POST
def drop(request: MemberRequest, ref: str, which: str, variation: str) -> HttpResponse:
    me, written = own(request, ref, which)
    press(
        request, partial(writing.drop, written, variation=variation, by=me), done=_("It is the same each time again.")
    )
    return redirect(written)


@signed_in
@require_safe
def paper(request: MemberRequest, ref: str, which: str) -> HttpResponse:
    """A format to print: one of the group's own by its ref, or one of Kith's by its key."""
    me = running(request, group__ref=ref)
    one = formats.shelf().get(which) or formats.read(own(request, ref, which)[1])
    facts = {"me": me, "group": me.group, "format": one, "variations": differing.told(one)}
    return render(request, "meetings/format_paper.html", facts | {"is_large": "large" in request.GET})
