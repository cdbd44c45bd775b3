"""Addresses of the member space."""

from django.urls import path

from coterie.web.member import conversation, home, message, people, profile, reactions, search, things, welcome

app_name = "member"

HERE = "<slug:slug>/"
ROOM = f"{HERE}g/<slug:key>"
MESSAGE = f"{ROOM}/messages/<slug:message>"

urlpatterns = [
    path("", home.communities, name="communities"),
    path(HERE, home.home, name="home"),
    path(f"{HERE}welcome", welcome.welcome, name="welcome"),
    path(f"{HERE}search", search.search, name="search"),
    path(f"{HERE}me", profile.profile, name="profile"),
    path(f"{HERE}me/card", profile.card, name="card"),
    path(f"{HERE}things", things.things, name="things"),
    path(f"{HERE}things/<slug:key>/file", things.thing_file, name="thing_file"),
    path(f"{HERE}departure", people.departure, name="departure"),
    path(ROOM, conversation.group, name="group"),
    path(f"{ROOM}/messages", conversation.messages, name="messages"),
    path(f"{ROOM}/members", people.people, name="people"),
    path(f"{ROOM}/seat", people.seat, name="seat"),
    path(f"{ROOM}/departure", people.group_departure, name="group_departure"),
    path(MESSAGE, message.message, name="message"),
    path(f"{MESSAGE}/actions", message.actions, name="actions"),
    path(f"{MESSAGE}/text", message.text, name="text"),
    path(f"{MESSAGE}/versions", message.versions, name="versions"),
    path(f"{MESSAGE}/removal", message.removal, name="removal"),
    path(f"{MESSAGE}/restoration", message.restoration, name="restoration"),
    path(f"{MESSAGE}/pin", message.pin, name="pin"),
    path(f"{MESSAGE}/pin/removal", message.pin_removal, name="pin_removal"),
    path(f"{MESSAGE}/reactions", reactions.reactions, name="reactions"),
    path(f"{MESSAGE}/reactions/removal", reactions.removal, name="reactions_removal"),
]
