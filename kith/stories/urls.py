"""Stories and replies: their addresses."""

from django.urls import path

from kith.stories.views import home, keepsakes, practising, reading, taking, writing

app_name = "stories"
urlpatterns = [
    path("groups/<str:ref>/stories/", home.stories, name="home"),
    path("groups/<str:ref>/stories/earlier/", home.earlier, name="earlier"),
    path("groups/<str:ref>/stories/write/", writing.write, name="write"),
    path("groups/<str:ref>/stories/listening/", home.listening, name="listening"),
    path("listening/", practising.listening, name="practise"),
    path("listening/<int:number>/", practising.listen_to, name="listen_to"),
    path("stories/gentle/", home.gentle, name="gentle"),
    path("take-along/", taking.take_along, name="take_along"),
    path("stories/left/", reading.left, name="left"),
    path("stories/<str:ref>/", reading.story, name="story"),
    path("stories/<str:ref>/change/", writing.change, name="change"),
    path("stories/<str:ref>/draft/", writing.draft, name="draft"),
    path("stories/<str:ref>/take-back/", writing.take_back, name="take_back"),
    path("stories/<str:ref>/let-pass/", home.let_pass, name="let_pass"),
    path("stories/<str:ref>/heard/", reading.hear, name="hear"),
    path("stories/<str:ref>/reply-draft/", reading.keep_reply, name="keep_reply"),
    path("replies/<str:ref>/", reading.change_reply, name="change_reply"),
    path("groups/<str:ref>/keepsakes/", keepsakes.keepsakes, name="keepsakes"),
    path("groups/<str:ref>/keepsakes/new/", keepsakes.new_keepsake, name="new_keepsake"),
    path("keepsakes/<str:ref>/", keepsakes.keepsake, name="keepsake"),
    path("keepsakes/<str:ref>/change/", keepsakes.change, name="change_keepsake"),
    path("keepsakes/<str:ref>/show/", keepsakes.show, name="show_keepsake"),
    path("keepsakes/<str:ref>/on-it/", keepsakes.i_am_on_it, name="on_keepsake"),
    path("keepsakes/<str:ref>/bring/", keepsakes.bring, name="bring_keepsake"),
    path("keepsakes/<str:ref>/take-back/", keepsakes.take_back, name="take_back_keepsake"),
    path("keepsakes/<str:ref>/<str:size>.webp", keepsakes.picture, name="picture"),
]
