"""Stories and replies: their addresses."""

from django.urls import path

from kith.stories.views import home, reading, writing

app_name = "stories"
urlpatterns = [
    path("groups/<str:ref>/stories/", home.stories, name="home"),
    path("groups/<str:ref>/stories/earlier/", home.earlier, name="earlier"),
    path("groups/<str:ref>/stories/write/", writing.write, name="write"),
    path("groups/<str:ref>/stories/listening/", home.listening, name="listening"),
    path("stories/gentle/", home.gentle, name="gentle"),
    path("stories/left/", reading.left, name="left"),
    path("stories/<str:ref>/", reading.story, name="story"),
    path("stories/<str:ref>/change/", writing.change, name="change"),
    path("stories/<str:ref>/draft/", writing.draft, name="draft"),
    path("stories/<str:ref>/take-back/", writing.take_back, name="take_back"),
    path("stories/<str:ref>/heard/", reading.hear, name="hear"),
    path("stories/<str:ref>/reply-draft/", reading.keep_reply, name="keep_reply"),
    path("replies/<str:ref>/", reading.change_reply, name="change_reply"),
]
