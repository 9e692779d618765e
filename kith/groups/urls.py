"""A group's addresses."""

from django.urls import path

from kith.groups.views import apart, coming, home, members

app_name = "groups"
urlpatterns = [
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
    path("groups/<str:ref>/lay-down/", members.lay_down, name="lay_down"),
    path("groups/<str:ref>/greeter/", members.greeter, name="greeter"),
    path("groups/<str:ref>/leave/", members.leave, name="leave"),
    path("groups/<str:ref>/apart/", apart.apart, name="apart"),
    path("groups/<str:ref>/apart/<str:member>/", apart.choose, name="apart_choose"),
    path("come/<str:token>/", coming.come, name="come"),
]
