"""Messages that say themselves later."""

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from coterie.communities.enums import Permission
from coterie.communities.queries.access import may
from coterie.kit.clock import now
from coterie.talk.domain.schedule import cancel_scheduled, change_scheduled, schedule_message
from coterie.talk.models import Scheduled
from coterie.talk.queries.scheduled import scheduled_of
from coterie.web.attempt import attempt
from coterie.web.member.moment_input import MomentField
from coterie.web.member.place import Room, room_page, seated_or_404
from coterie.web.request import one_or_404


class LaterForm(forms.Form):
    """What is said, and when."""

    text = forms.CharField(
        label=_("Your words"), max_length=4_000, strip=False, widget=forms.Textarea(attrs={"rows": 5})
    )
    send_at = MomentField(label=_("When"), help_text=_("By your clock."))
    announces = forms.BooleanField(label=_("Announce it above the group"), required=False)

    def __init__(self, *args: object, staff: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # what a form takes
        if not staff:
            del self.fields["announces"]


@require_http_methods(["GET", "POST"])
@room_page
def later(request: HttpRequest, room: Room) -> HttpResponse:
    """Show what one has planned to say here, and plan more."""
    member = seated_or_404(room)
    form = LaterForm(request.POST or None, staff=moderates(room))
    known = {"group": room.group, "member": member, "actor": room.actor, "now": now()}
    if form.is_valid() and attempt(form, schedule_message, **known, **form.cleaned_data) is not None:
        return redirect("member:later", room.slug, room.key)
    facts = {"room": room, "form": form, "rows": scheduled_of(room.group, member)}
    return render(request, "member/later.html", facts, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@room_page
def planned(request: HttpRequest, room: Room, plan: str) -> HttpResponse:
    """Change what one has planned to say."""
    row = one_or_404(own_plans(room), key=plan)
    facts = {name: getattr(row, name) for name in ("text", "send_at", "announces")}
    form = LaterForm(request.POST or None, initial=facts, staff=moderates(room))
    known = {"scheduled": row.pk, "actor": room.actor, "now": now()}
    wish = {"announces": False, **(form.cleaned_data if form.is_valid() else {})}
    changed = attempt(form, change_scheduled, **known, **wish) if form.is_valid() else None
    if changed is not None:
        return redirect("member:later", room.slug, room.key)
    words = {"room": room, "form": form, "row": row}
    return render(request, "member/planned.html", words, status=422 if form.is_bound else 200)


@require_POST
@room_page
def planned_removal(_request: HttpRequest, room: Room, plan: str) -> HttpResponse:
    """Take back what one has planned to say."""
    cancel_scheduled(scheduled=one_or_404(own_plans(room), key=plan).pk, actor=room.actor, now=now())
    return redirect("member:later", room.slug, room.key)


def own_plans(room: Room) -> QuerySet[Scheduled]:
    """Return what the asker has planned to say here and was not said yet."""
    return scheduled_of(room.group, seated_or_404(room)).filter(done_at=None)


def moderates(room: Room) -> bool:
    """Tell whether the asker may announce."""
    return may(room.actor, Permission.MODERATE, room.community)
