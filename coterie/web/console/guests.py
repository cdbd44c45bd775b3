"""The guest book, and a guest at one time: invitation, poster, questions, thanks."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.joining.domain.poster import hang_photo, make_poster
from coterie.joining.queries.codes import codes_visible_to
from coterie.kit.actor import Actor
from coterie.kit.clock import now
from coterie.platform.files.storing import place_of, store_picture, stored_file
from coterie.rituals.domain.appearance import invite_guest, thank_guest, uninvite_guest
from coterie.rituals.domain.audience import mark_answered, take_question
from coterie.rituals.domain.guest import add_guest, archive_guest, edit_guest, set_photo
from coterie.rituals.models import Appearance, Guest, Occurrence
from coterie.rituals.queries.guests import (
    appearance_at,
    audience_of,
    guests_run_by,
    history_of,
    questions_for,
    verdict_on,
)
from coterie.rituals.queries.rituals import occurrences_run_by
from coterie.rituals.queries.words import topic_of
from coterie.web.attempt import attempt
from coterie.web.console.guest_form import AppearanceForm, GuestForm, KitForm
from coterie.web.place import console_page
from coterie.web.request import actor_of, one_or_404, page_of


@console_page("engage", Permission.EDIT_RITUALS)
def guests(request: HttpRequest, community: Community) -> HttpResponse:
    """Show the guest book."""
    rows = page_of(request, guests_run_by(actor_of(request), community.pk))
    return render(request, "console/guests.html", {"rows": rows})


@console_page("engage", Permission.EDIT_RITUALS)
def new_guest(request: HttpRequest, community: Community) -> HttpResponse:
    """Write somebody into the guest book."""
    form = GuestForm(request.POST or None, request.FILES or None)
    facts = {"community": community.pk, "actor": actor_of(request), "now": now()}
    row = attempt(form, add_guest, **form.words(), **facts) if form.is_valid() else None
    if row and pictured(request, form, row):
        return redirect("console:guest", community.slug, row.key)
    words = {"form": form, "title": _("New guest"), "upload": True, "back": "console:guests"}
    return render(request, "console/form.html", words, status=422 if form.errors else 200)


def pictured(request: HttpRequest, form: GuestForm, row: Guest) -> bool:
    """Keep a portrait, if one was sent; tell whether nothing is wrong."""
    photo = form.cleaned_data["photo"]
    facts = {"guest": row.pk, "actor": actor_of(request), "now": now()}
    return not photo or attempt(form, set_photo, picture=photo.read(), **facts) is not None


@console_page("engage", Permission.EDIT_RITUALS)
def guest(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Show a guest with where they were, and change what the book says."""
    row = one_or_404(guests_run_by(actor_of(request), community.pk), key=key)
    known = {name: getattr(row, name) for name in GuestForm.base_fields if name != "photo"}
    form = GuestForm(request.POST or None, request.FILES or None, initial=known)
    facts = {"guest": row.pk, "actor": actor_of(request), "now": now()}
    kept = attempt(form, edit_guest, **form.words(), **facts) if form.is_valid() else None
    if kept is not None and pictured(request, form, row):
        return redirect("console:guest", community.slug, key)
    words = {"row": row, "form": form, "history": history_of(row.pk)}
    return render(request, "console/guest.html", words, status=422 if form.errors else 200)


@require_POST
@console_page("engage", Permission.EDIT_RITUALS)
def guest_removal(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Put a guest away."""
    row = one_or_404(guests_run_by(actor_of(request), community.pk), key=key)
    archive_guest(guest=row.pk, actor=actor_of(request), now=now())
    return redirect("console:guests", community.slug)


def time_at(request: HttpRequest, community: Community, key: str) -> Occurrence:
    """Find one time, or 404."""
    return one_or_404(occurrences_run_by(actor_of(request), community.pk), key=key)


@console_page("engage", Permission.EDIT_RITUALS)
def appearance(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Show the guest of one time with all that is to be done for them; invite one."""
    row = time_at(request, community, key)
    found = appearance_at(row.pk)
    book = list(guests_run_by(actor_of(request), community.pk).values_list("pk", "name"))
    form = AppearanceForm(request.POST or None, initial={"guest": found.guest_id if found else ""}, guests=book)
    facts = {"occurrence": row.pk, "actor": actor_of(request), "now": now()}
    asked = attempt(form, invite_guest, guest=form.cleaned_data["guest"], **facts) if form.is_valid() else None
    if asked is not None:
        return redirect("console:appearance", community.slug, key)
    words: dict[str, object] = {"row": row, "found": found, "form": form, "book": book, **letters(row, found)}
    words |= {"questions": questions_for(row), "verdict": verdict_on(row.pk)}
    words |= {"kit": KitForm(codes=codes_of(request, community))}
    return render(request, "console/appearance.html", words, status=422 if form.errors else 200)


def letters(row: Occurrence, found: Appearance | None) -> dict[str, str]:
    """Return what is written to a guest, and where they answer."""
    if found is None:
        return {}
    return {
        "address": invitation_address(found.secret),
        "invitation": invitation_words(row, found.guest),
        "thanks": thanks_words(row, found.guest),
    }


def codes_of(request: HttpRequest, community: Community) -> list[tuple[str, str]]:
    """Return the live codes that can stand on a poster."""
    return list(codes_visible_to(actor_of(request), community.pk).values_list("slug", "title")[:200])


def invitation_address(secret: str) -> str:
    """Return where a guest answers."""
    return f"{settings.BASE_URL}{reverse('guest_invitation', args=[secret])}"


def invitation_words(row: Occurrence, guest: Guest) -> str:
    """Return a letter that invites a guest, to be sent by hand."""
    words = {
        "name": guest.name, "group": row.group.name, "community": row.community.name, "topic": topic_of(row),
        "when": date_format(localtime(row.starts_at), "DATETIME_FORMAT"), "people": row.group.taken,
    }  # fmt: skip
    return (
        _(
            "Dear %(name)s, on %(when)s the group %(group)s of %(community)s (%(people)s people) comes together:"
            " %(topic)s. We would be glad to have you as our guest. Please tell us here whether you come:"
        )
        % words
    )


def thanks_words(row: Occurrence, guest: Guest) -> str:
    """Return a letter that thanks a guest, with what came of it."""
    answered = sum(one.answered_at is not None for one in questions_for(row))
    verdict = verdict_on(row.pk)
    words = {"name": guest.name, "people": row.people, "answered": answered, "topic": topic_of(row)}
    said = (
        _("Dear %(name)s, thank you for “%(topic)s”: %(people)s people took part, you answered %(answered)s questions.")
        % words
    )
    found = _("They gave it %(stars)s of 5.") % {"stars": f"{verdict.mean:.1f}"} if verdict else ""
    return f"{said} {found}".strip()


@require_POST
@console_page("engage", Permission.EDIT_RITUALS)
def appearance_state(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Let it take place without the guest, or note that they were thanked."""
    row = time_at(request, community, key)
    verb = thank_guest if request.POST.get("thanked") else uninvite_guest
    verb(occurrence=row.pk, actor=actor_of(request), now=now())
    return redirect("console:appearance", community.slug, key)


@require_POST
@console_page("engage", Permission.EDIT_CODES)
def appearance_kit(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Make a poster of the guest, the topic and the hour."""
    row = time_at(request, community, key)
    found, form = appearance_at(row.pk), KitForm(request.POST, codes=codes_of(request, community))
    if found is None or not form.is_valid():
        messages.error(request, _("Choose a live code first."))
        return redirect("console:appearance", community.slug, key)
    poster = poster_of(row, found.guest, code=form.cleaned_data["code"], actor=actor_of(request))
    return redirect("console:poster", community.slug, poster)


def poster_of(row: Occurrence, guest: Guest, *, code: str, actor: Actor) -> str:
    """Make a poster with the guest's name and portrait; return its key."""
    facts: dict[str, Any] = {"actor": actor, "now": now()}
    when = date_format(localtime(row.starts_at), "DATETIME_FORMAT")
    poster = make_poster(
        community=row.community_id, code=code, language=row.community.language, name=guest.name,
        title=guest.headline[:60], headline=topic_of(row)[:80], line=when, **facts,
    )  # fmt: skip
    if guest.photo:
        portrait = place_of(stored_file(guest.photo)).read_bytes()
        photo = store_picture(portrait, community=row.community_id, now=now()).key
        hang_photo(poster=poster.pk, photo=photo, **facts)
    return poster.key


@require_POST
@console_page("engage", Permission.EDIT_RITUALS)
def audience(request: HttpRequest, community: Community, key: str, question: str) -> HttpResponse:
    """Put a question to the guest, or note that it has its answer."""
    row = time_at(request, community, key)
    asked = one_or_404(audience_of(row.pk), key=question)
    facts: dict[str, Any] = {"question": asked.pk, "actor": actor_of(request), "now": now()}
    if "answered" in request.POST:
        mark_answered(on=request.POST["answered"] == "1", **facts)
    else:
        take_question(**facts)
    return redirect("console:appearance", community.slug, key)
