"""Writing a piece, having it looked at, letting it out, and what it brought."""

from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.communities.queries.access import may
from coterie.kit.clock import now
from coterie.kit.errors import Conflict, Invalid
from coterie.rituals.domain.piece import approve_piece, edit_piece, return_piece, submit_piece, write_piece
from coterie.rituals.domain.publication import publish_piece, withdraw_piece
from coterie.rituals.models import Material, Piece
from coterie.rituals.queries.columns import columns_run_by
from coterie.rituals.queries.materials import materials_run_by, sparks_run_by
from coterie.rituals.queries.piece_counts import counts_of, daily_views
from coterie.rituals.queries.pieces import may_approve, pieces_run_by
from coterie.rituals.rules import minutes_to_read
from coterie.web.attempt import attempt
from coterie.web.console.content import line_of
from coterie.web.console.content_form import NoteForm, PieceForm
from coterie.web.console.ritual_form import Choices
from coterie.web.console.rituals import choices_of
from coterie.web.exhibit import exhibits_of
from coterie.web.place import console_page
from coterie.web.public.addresses import piece_address
from coterie.web.request import actor_of, one_or_404

SHELF = 200
"""Materials that a form offers, the latest first."""


def parts_of(request: HttpRequest, community: Community, row: Piece | None = None) -> dict[str, Choices]:
    """Return in which columns a piece can stand, what it can be made of, and which groups it can be told."""
    actor = actor_of(request)
    columns = columns_run_by(actor, community.pk).filter(archived_at=None).values_list("pk", "name")
    shelf = materials_run_by(actor, community.pk).filter(archived_at=None).values_list("pk", "title")[:SHELF]
    used = row.materials.values_list("pk", "title") if row else []
    materials = dict([*used, *shelf])
    return {
        "columns": [(str(pk), name) for pk, name in columns],
        "materials": [(str(pk), title) for pk, title in materials.items()],
        "groups": choices_of(request, community)["groups"],
    }


@console_page("engage", Permission.EDIT_RITUALS)
def new_piece(request: HttpRequest, community: Community) -> HttpResponse:
    """Begin a piece, perhaps made of an idea."""
    ideas = sparks_run_by(actor_of(request), community.pk)
    spark = ideas.filter(key=request.GET.get("spark", "")).first()
    first = {"title": spark.text[:120] if spark else "", "column": request.GET.get("column", "")}
    form = PieceForm(request.POST or None, initial=first, **parts_of(request, community))
    if request.method == "POST" and form.is_valid():
        facts = {"community": community.pk, "spark": spark.pk if spark else None}
        if row := attempt(form, write_piece, **form.cleaned_data, **facts, actor=actor_of(request), now=now()):
            return redirect("console:piece", community.slug, row.key)
    words = {"form": form, "spark": spark, "columns": form.fields["column"].choices}  # type: ignore[attr-defined]  # a ChoiceField
    return render(request, "console/piece_form.html", words, status=422 if form.errors else 200)


def piece_at(request: HttpRequest, community: Community, key: str) -> Piece:
    """Find a piece, or 404."""
    return one_or_404(pieces_run_by(actor_of(request), community.pk), key=key)


@console_page("engage", Permission.EDIT_RITUALS)
def piece_facts(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Change a piece."""
    row = piece_at(request, community, key)
    form = PieceForm(request.POST or None, initial=PieceForm.initial_of(row), **parts_of(request, community, row))
    if request.method == "POST" and form.is_valid():
        facts = {"piece": row.pk, "actor": actor_of(request), "now": now()}
        if attempt(form, edit_piece, **form.cleaned_data, **facts):
            return redirect("console:piece", community.slug, key)
    words = {"form": form, "row": row, "columns": True}
    return render(request, "console/piece_form.html", words, status=422 if form.errors else 200)


@console_page("engage", Permission.SEE_CONSOLE)
def piece(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Show a piece as it will be read, what is to be done with it, and what it brought."""
    return piece_page(request, community, piece_at(request, community, key), NoteForm())


def piece_page(request: HttpRequest, community: Community, row: Piece, form: forms.Form) -> HttpResponse:
    """Answer with the page of a piece."""
    words = {
        "line": line_of(row, counts_of([row])[row.pk]), "row": row, "form": form,
        "exhibits": exhibits_of(row, partial(picture_address, community.slug)),
        "groups": row.groups.order_by("name"), "minutes": max(1, round(minutes_to_read(row.body))),
        "days": daily_views(row, community.timezone, now()), "address": piece_address(community.slug, row.key),
        "may_edit": may(actor_of(request), Permission.EDIT_RITUALS, community.pk),
        "may_approve": may_approve(row, actor_of(request)),
    }  # fmt: skip
    return render(request, "console/piece.html", words, status=422 if form.errors else 200)


def picture_address(slug: str, row: Material) -> str:
    """Return where operators see a picture of the library."""
    return reverse("console:material_picture", args=[slug, row.key])


@require_POST
@console_page("engage", Permission.EDIT_RITUALS)
def piece_submission(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Hand a piece in."""
    row = piece_at(request, community, key)
    try:
        submit_piece(piece=row.pk, actor=actor_of(request), now=now())
    except (Invalid, Conflict) as error:
        messages.error(request, str(error))
    return redirect("console:piece", community.slug, key)


@require_POST
@console_page("engage", Permission.EDIT_RITUALS)
def piece_review(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Approve a piece, or give it back with a note."""
    row, form = piece_at(request, community, key), NoteForm(request.POST)
    facts: dict[str, Any] = {"piece": row.pk, "actor": actor_of(request), "now": now()}
    if request.POST.get("on") == "1":
        form = NoteForm({"note": "-"})
        done = attempt(form, approve_piece, **facts) if form.is_valid() else None
    else:
        done = attempt(form, return_piece, note=form.cleaned_data["note"], **facts) if form.is_valid() else None
    return redirect("console:piece", community.slug, key) if done else piece_page(request, community, row, form)


@require_POST
@console_page("engage", Permission.EDIT_RITUALS)
def piece_publication(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Let a piece out now."""
    row = piece_at(request, community, key)
    try:
        publish_piece(piece=row.pk, actor=actor_of(request), now=now())
        messages.success(request, _("It is out."))
    except Conflict as error:
        messages.error(request, str(error))
    return redirect("console:piece", community.slug, key)


@require_POST
@console_page("engage", Permission.EDIT_RITUALS)
def piece_withdrawal(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Withdraw a piece, or let it be as it was."""
    row, on = piece_at(request, community, key), request.POST.get("on") != "0"
    withdraw_piece(piece=row.pk, on=on, actor=actor_of(request), now=now())
    return redirect("console:piece", community.slug, key)
