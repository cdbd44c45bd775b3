"""The inbox of ideas and hot topics."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.communities.queries.access import may
from coterie.kit.clock import now
from coterie.kit.errors import Conflict
from coterie.rituals.domain.spark import drop_spark, note_spark
from coterie.rituals.enums import SparkState
from coterie.rituals.queries.materials import sparks_run_by
from coterie.web.attempt import attempt
from coterie.web.console.content_form import SparkForm
from coterie.web.place import console_page
from coterie.web.request import actor_of, one_or_404, page_of


@console_page("engage", Permission.SEE_CONSOLE)
def sparks(request: HttpRequest, community: Community) -> HttpResponse:
    """Show ideas by where they stand, and note one."""
    actor, form = actor_of(request), SparkForm(request.POST or None)
    facts = {"community": community.pk, "actor": actor, "now": now()}
    if form.is_valid() and attempt(form, note_spark, **form.cleaned_data, **facts) is not None:
        messages.success(request, _("The idea is kept."))
        return redirect("console:sparks", community.slug)
    asked = request.GET.get("state", SparkState.OPEN)
    rows = page_of(request, sparks_run_by(actor, community.pk, asked))
    words = {"rows": rows, "form": form, "states": SparkState.choices, "asked": asked}
    words["may_edit"] = may(actor, Permission.EDIT_RITUALS, community.pk)
    return render(request, "console/sparks.html", words, status=422 if form.errors else 200)


@require_POST
@console_page("engage", Permission.EDIT_RITUALS)
def spark_state(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Drop an idea, or take it up again."""
    row = one_or_404(sparks_run_by(actor_of(request), community.pk), key=key)
    try:
        drop_spark(spark=row.pk, on=request.POST.get("on") != "0", actor=actor_of(request), now=now())
    except Conflict as error:
        messages.error(request, str(error))
    return redirect("console:sparks", community.slug)
