"""A group's addresses."""

from django.urls import path

from kith.groups import urls_keeping
from kith.groups.views import answering, apart, coming, door, home, members, standing

app_name = "groups"
urlpatterns = [
    *urls_keeping.urlpatterns,
    path("groups/new/", home.new, name="new"),
    path("groups/<str:ref>/", home.group, name="group"),
    path("groups/<str:ref>/edit/", home.edit, name="edit"),
    path("groups/<str:ref>/agreement/", home.agreement, name="agreement"),
    path("groups/<str:ref>/agreement/edit/", home.agreement_edit, name="agreement_edit"),
    path("groups/<str:ref>/agreement/<int:version>/yes/", home.agree, name="agree"),
    path("groups/<str:ref>/invitations/", coming.invitations, name="invitations"),
    path("groups/<str:ref>/invitations/<str:invitation>/end/", coming.invitation_end, name="invitation_end"),
    path("groups/<str:ref>/members/", members.members, name="members"),
    path("groups/<str:ref>/members/<str:member>/role/", members.role, name="role"),
    path("groups/<str:ref>/members/<str:member>/remove/", members.remove, name="remove"),
    path("groups/<str:ref>/members/<str:member>/take-off/", members.take_off, name="take_off"),
    path("groups/<str:ref>/lay-down/", members.lay_down, name="lay_down"),
    path("groups/<str:ref>/greeter/", members.greeter, name="greeter"),
    path("groups/<str:ref>/leave/", members.leave, name="leave"),
    path("groups/<str:ref>/apart/", apart.apart, name="apart"),
    path("groups/<str:ref>/apart/<str:member>/", apart.choose, name="apart_choose"),
    path("groups/<str:ref>/about/", door.public, name="public"),
    path("groups/<str:ref>/hold/", door.hold, name="hold"),
    path("groups/<str:ref>/come-in/", door.come_in, name="come_in"),
    path("groups/<str:ref>/ask/", door.ask, name="ask"),
    path("groups/<str:ref>/follow/", door.follow, name="follow"),
    path("questions/<str:token>/", door.question, name="question"),
    path("my-questions/<str:ref>/", door.own_question, name="own_question"),
    path("groups/<str:ref>/waiting/", standing.wait, name="waiting"),
    path("groups/<str:ref>/plan/", standing.plan, name="plan"),
    path("groups/<str:ref>/pause/", standing.pause, name="pause"),
    path("groups/<str:ref>/back/", standing.back, name="back"),
    path("groups/<str:ref>/graduate/", standing.graduate, name="graduate"),
    path("groups/<str:ref>/door/", answering.door, name="door"),
    path("groups/<str:ref>/door/<str:asking>/", answering.asked, name="asked"),
    path("groups/<str:ref>/questions/<str:question>/", answering.answer, name="answer"),
    path("groups/<str:ref>/ask-back/<str:member>/", answering.invite_back, name="invite_back"),
    path("groups/<str:ref>/greeting/", answering.greeting, name="greeting"),
    path("groups/<str:ref>/greeting/<str:member>/", answering.hello, name="hello"),
    path("come/<str:token>/", coming.come, name="come"),
]
