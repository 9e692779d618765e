"""All of Kith's addresses, by app. Each app names its own."""

from django.urls import include, path

urlpatterns = [
    path("", include("kith.site.urls")),
    path("", include("kith.people.urls")),
    path("", include("kith.people.allauth_urls")),
    path("", include("kith.notices.urls")),
    path("", include("kith.finding.urls")),
    path("", include("kith.groups.urls")),
    path("", include("kith.meetings.urls")),
    path("", include("kith.stories.urls")),
    path("", include("kith.library.urls")),
    path("", include("kith.goals.urls")),
    path("", include("kith.companions.urls")),
    path("", include("kith.companions.outings.urls")),
    path("", include("kith.circle.urls")),
    path("", include("kith.care.urls")),
    path("", include("kith.journey.urls")),
    path("", include("kith.insights.urls")),
    path("", include("kith.interop.urls")),
]
handler400 = "kith.kit.edge.bad_request"
handler403 = "kith.kit.edge.forbidden"
handler404 = "kith.kit.edge.not_found"
handler500 = "kith.kit.edge.broken"
