"""Telling a story: one page for a new one and for one that is there, with a draft that keeps itself."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kith.groups.asking import MemberRequest, posted, signed_in
from kith.kit.refusal import Refused, sentence
from kith.stories import asking, beginnings, for_a_companion, writing
from kith.stories.forms import COMPANION, StoryForm, starting
from kith.stories.models import Story


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: MemberRequest, ref: str) -> HttpResponse:
    """A new story: nothing is kept until something is typed."""
    me = get_object_or_404(asking.me(request.user), group__ref=ref)
    begun = beginnings.of(request.user, request.GET.get("from", ""))
    form = StoryForm(posted(request), initial=begun, companion=for_a_companion.alias(me))
    if form.is_valid() and (done := carried(form, lambda: writing.begin(by=me, now=timezone.now(), **form.said()))):
        return onwards(request, form, done)
    return render(request, "stories/write.html", {"me": me, "group": me.group, "form": form})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: MemberRequest, ref: str) -> HttpResponse:
    """A draft gone on with, or a story that is read already said otherwise."""
    story = get_object_or_404(asking.mine(request.user), ref=ref)
    form = StoryForm(posted(request), initial=starting(story), companion=for_a_companion.alias(story.by))
    if form.is_valid() and (done := carried(form, lambda: saved(story, form))):
        return onwards(request, form, done)
    return render(request, "stories/write.html", {"me": story.by, "group": story.group, "form": form, "story": story})


def saved(story: Story, form: StoryForm) -> Story:
    revision = form.cleaned_data.get("revision")
    seen = story.revision if revision is None else revision
    return writing.save(story, revision=seen, now=timezone.now(), **form.said())


def carried(form: StoryForm, verb: Any) -> Story | None:
    """The story, or None with the reason in the form."""
    try:
        done: Story = verb()
        if form.data.get("do") == "share":
            writing.share(done, now=timezone.now())
    except Refused as no:
        field = str(no.facts.get("field", ""))
        form.add_error(field if field in form.fields else None, sentence(no))
        return None
    return done


def onwards(request: MemberRequest, form: StoryForm, story: Story) -> HttpResponse:
    if form.data.get("do") == "share":
        messages.success(request, _("It is with them now. You can change it or take it back at any time."))
        return redirect(story)
    messages.success(request, _("It is kept. Nobody else can read it."))
    return redirect("stories:change", story.ref)


@signed_in
@require_POST
def draft(request: MemberRequest, ref: str) -> HttpResponse:
    """The page keeps what is typed, now and then. `ref` is the story's, or the group's for one that is new."""
    form = StoryForm(request.POST, initial={"readers": COMPANION})  # a draft is kept whatever was chosen
    if not form.is_valid():
        return JsonResponse({"kept": False}, status=400)
    try:
        return JsonResponse(kept(request, ref, form))
    except Refused as no:
        return JsonResponse({"kept": False, "why": sentence(no)}, status=409)


def kept(request: MemberRequest, ref: str, form: StoryForm) -> dict[str, Any]:
    """A story that is read by others is not changed by a page that keeps itself: only by a press."""
    if story := asking.mine(request.user).filter(ref=ref).first():
        if story.shared_at is None:
            story = saved(story, form)
        return {"kept": story.shared_at is None, "ref": story.ref, "revision": story.revision}
    me = get_object_or_404(asking.me(request.user), group__ref=ref)
    story = writing.begin(by=me, now=timezone.now(), **form.said())
    return {"kept": True, "ref": story.ref, "revision": story.revision}


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: MemberRequest, ref: str) -> HttpResponse:
    """Asked once more, because its words go for good."""
    story = get_object_or_404(asking.mine(request.user), ref=ref)
    if request.method == "POST":
        writing.take_back(story, now=timezone.now())
        messages.success(request, _("It is gone, and its words with it."))
        return redirect("stories:home", story.group.ref)
    return render(request, "stories/take_back.html", {"me": story.by, "group": story.group, "story": story})
