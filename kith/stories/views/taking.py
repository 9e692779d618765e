"""Taking along what is mine: asked for with the passphrase, because whoever has it has everything I wrote."""

from django.http import FileResponse, HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kith.groups.asking import posted, signed_in
from kith.kit import along
from kith.people.forms import Sure
from kith.people.views.asking import PersonRequest, sure


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def take_along(request: PersonRequest) -> HttpResponseBase:
    """What is in it, and a folder of it as one file."""
    form = Sure(posted(request), person=request.user)
    if request.method != "POST" or not sure(form, request):
        return render(request, "stories/take_along.html", {"form": form}, status=400 if form.errors else 200)
    about = render_to_string("stories/read_me.txt")
    packed = along.pack(request.user, about=about)
    answer = FileResponse(packed, as_attachment=True, filename=f"kith-{timezone.localdate():%Y-%m-%d}.zip")
    answer["Content-Encoding"] = "identity"  # it is packed already
    return answer
