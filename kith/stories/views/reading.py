"""One story, and what is answered to it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kith.groups.asking import MemberRequest, posted, press, signed_in
from kith.kit.by_heart import the_one
from kith.stories import asking, drafting, nudging, replying, showing
from kith.stories.forms import ReplyForm
from kith.stories.models import Acknowledgement


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def story(request: MemberRequest, ref: str) -> HttpResponse:
    """Read, and answered. A reply that reads as advice to someone who asked to be listened to is shown back once."""
    one = the_one(asking.one_readable(request.user, ref))
    me = asking.me_at(one, request.user)
    form = ReplyForm(posted(request), initial={"text": drafting.kept(one, by=me)})
    nudge = nudging.met(one, request.POST, by=me) if request.method == "POST" else None
    sent = None if nudge else form.carry_out(replying.reply, story=one, by=me, now=timezone.now())
    if sent:
        return redirect(f"{one.get_absolute_url()}#answers")
    if nudge and nudge.instead:
        noted = {"notes": request.POST.getlist("notes"), "note_words": request.POST.get("note_words", "")}
        form = ReplyForm(initial=noted | {"text": nudge.instead})
    asked = {"form": form, "nudge": nudge, "ways": nudging.offered(one) if "listening" in request.GET else ()}
    return render(request, "stories/story.html", showing.page(me, one) | asked)


@signed_in
@require_POST
def keep_reply(request: MemberRequest, ref: str) -> HttpResponse:
    """The page keeps the reply as it is typed."""
    one = get_object_or_404(asking.readable(request.user), ref=ref)
    me = get_object_or_404(asking.me(request.user), group=one.group)
    drafting.keep(one, text=request.POST.get("text", ""), by=me, now=timezone.now())
    return HttpResponse(status=204)


@signed_in
@require_POST
def hear(request: MemberRequest, ref: str) -> HttpResponse:
    """ "I hear you", to the story or to a reply; pressed again, it is taken back."""
    one = get_object_or_404(asking.readable(request.user), ref=ref)
    me = get_object_or_404(asking.me(request.user), group=one.group)
    reply = request.POST.get("reply")
    under = get_object_or_404(asking.replies(request.user).filter(story=one), ref=reply) if reply else None
    back = request.GET.get("back", "")
    kind = back or request.POST.get("kind", "")
    kind = kind if kind in Acknowledgement.Kind.values else Acknowledgement.Kind.HEAR
    verb = replying.unhear if back else replying.hear
    press(request, lambda: verb(one, kind=kind, by=me, one=under), done=str(nudging.HEARD[bool(back)]))
    return redirect(one)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def change_reply(request: MemberRequest, ref: str) -> HttpResponse:
    """My reply, said otherwise, or taken back."""
    one = get_object_or_404(asking.replies(request.user).filter(by__person=request.user), ref=ref)
    if request.POST.get("do") == "take-back":
        replying.take_back(one, by=one.by, now=timezone.now())
        return redirect(one.story)
    form = ReplyForm(posted(request), initial={"text": one.text, "notes": one.notes, "note_words": one.note_words})
    if form.carry_out(replying.change, one=one, by=one.by, now=timezone.now()):
        return redirect(one.story)
    return render(request, "stories/change_reply.html", {"form": form, "reply": one, "group": one.story.group})


@signed_in
@require_safe
def left(request: MemberRequest) -> HttpResponse:
    """My replies to stories that were taken back: they are here for me alone."""
    return render(request, "stories/left.html", {"replies": asking.replies_left(request.user)[:100]})
