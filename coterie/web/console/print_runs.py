"""Many posters in one go: asked for, watched, and fetched as a ZIP."""

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.joining.domain.print_run import start_print_run
from coterie.joining.queries.print_runs import print_runs_visible_to
from coterie.kit.clock import now
from coterie.platform.files import bundle
from coterie.web.attempt import attempt
from coterie.web.console.poster_form import PrintRunForm
from coterie.web.console.posters import code_choices
from coterie.web.place import console_page
from coterie.web.request import actor_of, is_fragment, one_or_404


@console_page("draw_in", Permission.EDIT_CODES)
def print_runs(request: HttpRequest, community: Community) -> HttpResponse:
    """List the runs of the last days, and ask for one."""
    form = PrintRunForm(request.POST or None, codes=code_choices(request, community))
    if request.method == "POST" and form.is_valid():
        facts = {"community": community.pk, "actor": actor_of(request), "now": now()}
        if row := attempt(form, start_print_run, **form.cleaned_data, **facts):
            return redirect("console:print_run", community.slug, row.key)
    rows = print_runs_visible_to(actor_of(request), community.pk)[:50]
    return render(request, "console/print_runs.html", {"form": form, "rows": rows})


@require_safe
@console_page("draw_in", Permission.EDIT_CODES)
def print_run(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Show how far a run is."""
    row = one_or_404(print_runs_visible_to(actor_of(request), community.pk), key=key)
    page = "console/print_run_progress.html" if is_fragment(request) else "console/print_run.html"
    return render(request, page, {"run": row})


@require_safe
@console_page("draw_in", Permission.EDIT_CODES)
def print_run_zip(request: HttpRequest, community: Community, key: str) -> HttpResponseBase:
    """Hand the posters of a finished run over."""
    row = one_or_404(print_runs_visible_to(actor_of(request), community.pk), key=key)
    path = bundle.packed(row.key)
    if row.finished_at is None or not path.exists():
        raise Http404
    answer = StreamingHttpResponse(bundle.parts(path), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{community.slug}-posters.zip"'
    return answer
