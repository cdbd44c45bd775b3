"""A session with a guest, and how good a session was, as members take part in them."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coterie.kit.clock import now
from coterie.platform.files.storing import stored_file
from coterie.rituals.domain.audience import ask_guest, rate_session, vote_for_question
from coterie.rituals.queries.guests import appearance_at, audience_of
from coterie.web.attempt import attempt
from coterie.web.files import FOR_EVER, handed
from coterie.web.member.guest_part import AskForm, RatingForm
from coterie.web.member.place import Standing, member_page, own_or_404
from coterie.web.member.rituals import IdeaForm, time_at, time_page
from coterie.web.request import one_or_404


@require_POST
@member_page("rituals")
def guest_questions(request: HttpRequest, standing: Standing, key: str) -> HttpResponse:
    """Ask the guest something."""
    row, form = time_at(standing, key), AskForm(request.POST)
    own_or_404(standing)
    facts = {"occurrence": row.pk, "actor": standing.actor, "now": now()}
    if form.is_valid() and attempt(form, ask_guest, text=form.cleaned_data["text"], **facts) is not None:
        messages.success(request, _("Your question is kept."))
        return redirect("member:ritual", standing.slug, key)
    return time_page(request, standing, row, IdeaForm(), ask_form=form)


@require_POST
@member_page("rituals")
def guest_question_vote(request: HttpRequest, standing: Standing, key: str, question: str) -> HttpResponse:
    """Want to know something too, or no more."""
    row = time_at(standing, key)
    own_or_404(standing)
    asked = one_or_404(audience_of(row.pk), key=question)
    vote_for_question(question=asked.pk, on=request.POST.get("on") != "0", actor=standing.actor, now=now())
    return redirect("member:ritual", standing.slug, key)


@require_POST
@member_page("rituals")
def rating(request: HttpRequest, standing: Standing, key: str) -> HttpResponse:
    """Say how good it was."""
    row, form = time_at(standing, key), RatingForm(request.POST)
    own_or_404(standing)
    facts = {"occurrence": row.pk, "actor": standing.actor, "now": now()}
    if form.is_valid() and attempt(form, rate_session, **form.cleaned_data, **facts) is not None:
        messages.success(request, _("Thank you, it is kept."))
        return redirect("member:ritual", standing.slug, key)
    return time_page(request, standing, row, IdeaForm(), rating_form=form)


@require_safe
@member_page("rituals")
def guest_photo(_request: HttpRequest, standing: Standing, key: str) -> HttpResponse:
    """Hand over the guest's portrait."""
    found = appearance_at(time_at(standing, key).pk)
    if found is None or not found.guest.photo:
        raise Http404
    return handed(stored_file(found.guest.photo), keep=FOR_EVER)
