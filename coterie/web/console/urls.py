from django.urls import path

from coterie.web.console import build, community, draw_in, engage, maintain, members, position, slots, staff, thresholds

app_name = "console"

urlpatterns = [
    path("", community.communities, name="communities"),
    path("begin", community.new_community, name="begin"),
    path("<slug:slug>/position", position.position, name="position"),
    path("<slug:slug>/position/opening", position.opening, name="opening"),
    path("<slug:slug>/position/closure", position.closure, name="closure"),
    path("<slug:slug>/build", build.build, name="build"),
    path("<slug:slug>/build/rules", build.rules, name="rules"),
    path("<slug:slug>/build/groups/new", build.new_group, name="new_group"),
    path("<slug:slug>/build/groups/<slug:key>", build.group, name="group"),
    path("<slug:slug>/build/staff", staff.appointments, name="appointments"),
    path("<slug:slug>/build/staff/<slug:key>/dismissal", staff.dismissal, name="dismissal"),
    path("<slug:slug>/members", members.members, name="members"),
    path("<slug:slug>/members.csv", members.members_csv, name="members_csv"),
    path("<slug:slug>/members/bulk", members.bulk, name="bulk"),
    path("<slug:slug>/members/<slug:key>", members.member, name="member"),
    path("<slug:slug>/members/<slug:key>/removal", members.removal, name="removal"),
    path("<slug:slug>/draw-in", draw_in.draw_in, name="draw_in"),
    path("<slug:slug>/draw-in/channels", draw_in.channels, name="channels"),
    path("<slug:slug>/codes/new", draw_in.new_code, name="new_code"),
    path("<slug:slug>/codes/<slug:code_slug>", draw_in.code, name="code"),
    path("<slug:slug>/codes/<slug:code_slug>/facts", draw_in.code_facts, name="code_facts"),
    path("<slug:slug>/codes/<slug:code_slug>/pause", draw_in.pause, name="pause"),
    path("<slug:slug>/codes/<slug:code_slug>/slots", slots.new_slot, name="new_slot"),
    path("<slug:slug>/codes/<slug:code_slug>/slots/<int:number>", slots.slot, name="slot"),
    path("<slug:slug>/codes/<slug:code_slug>/explanation", slots.explanation, name="explanation"),
    path("<slug:slug>/codes/<slug:code_slug>/qr.<str:form>", slots.picture, name="picture"),
    path("<slug:slug>/thresholds", thresholds.thresholds, name="thresholds"),
    path("<slug:slug>/engage", engage.engage, name="engage"),
    path("<slug:slug>/maintain", maintain.maintain, name="maintain"),
    path("<slug:slug>/maintain/parked/<int:pk>/retry", maintain.parked_retry, name="parked_retry"),
]
