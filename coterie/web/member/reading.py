"""How far one has read, what one is told of, and what was meant for one."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from coterie.groups.domain.reading import choose_notify, mark_all_read, mark_read
from coterie.groups.enums import Notify
from coterie.groups.queries.seat import seat_in
from coterie.kit.clock import now
from coterie.talk.queries.conversation import anchor
from coterie.talk.queries.unread import notices_of
from coterie.web.attempt import attempt
from coterie.web.member.place import Room, Standing, member_page, own_or_404, room_page, seated_or_404
from coterie.web.request import page_of


class NotifyForm(forms.Form):
    """What of a group one is told."""

    notify = forms.ChoiceField(
        label=_("What of this group do you want to be told?"), choices=Notify.choices, widget=forms.RadioSelect
    )


@require_POST
@room_page
def reading(request: HttpRequest, room: Room) -> HttpResponse:
    """Keep that one has seen what was said until a message."""
    until, _number = anchor(room.group, request.POST.get("until", ""))
    mark_read(group=room.group, member=seated_or_404(room), until=until, actor=room.actor, now=now())
    return HttpResponse(status=204)


@require_POST
@member_page("home")
def reading_all(_request: HttpRequest, standing: Standing) -> HttpResponse:
    """Keep that one has seen everything."""
    mark_all_read(member=own_or_404(standing), actor=standing.actor, now=now())
    return redirect("member:home", standing.slug)


@require_http_methods(["GET", "POST"])
@room_page
def notify(request: HttpRequest, room: Room) -> HttpResponse:
    """Choose what of a group one is told."""
    member, seat = seated_or_404(room), seat_in(room.actor, room.slug, room.key)
    form = NotifyForm(request.POST or None, initial={"notify": seat.notify if seat else ""})
    known = {"group": room.group, "member": member, "actor": room.actor, "now": now()}
    if form.is_valid():
        attempt(form, choose_notify, **known, **form.cleaned_data)
    if form.is_bound and not form.errors:
        return redirect(room.url)
    return render(request, "member/notify.html", {"room": room, "form": form}, status=422 if form.is_bound else 200)


@require_GET
@member_page("home")
def notices(request: HttpRequest, standing: Standing) -> HttpResponse:
    """Show what was said to oneself: where one is named, answered, or was right."""
    page = page_of(request, notices_of(own_or_404(standing)))
    return render(request, "member/notices.html", {"standing": standing, "page_of_rows": page})
