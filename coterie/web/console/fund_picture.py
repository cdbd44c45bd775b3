"""The picture of a project in the console."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.web.console.fund import project_at, project_page
from coterie.web.console.offer_picture import handed_picture, sent_picture
from coterie.web.place import console_page


@require_POST
@console_page("earn", Permission.EDIT_OFFERS)
def project_picture(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Show another picture of it, or none."""
    row = project_at(request, community, key)
    form = sent_picture(request, row.offer_id)
    if not form.errors:
        return redirect("console:project", community.slug, key)
    return project_page(request, community, row, picture_form=form)


@require_safe
@console_page("earn", Permission.SEE_CONSOLE)
def project_image(request: HttpRequest, community: Community, key: str, picture: str) -> HttpResponse:
    """Hand the picture of a project over."""
    return handed_picture(project_at(request, community, key).offer, picture)
