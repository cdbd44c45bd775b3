"""The roof's map: which face answers which address, and which one says no where nobody answers."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views import defaults

from coterie.api.addresses import urls_of
from coterie.api.problem import problem_of
from coterie.api.program import api
from coterie.web.files import file
from coterie.web.gallery import gallery

urlpatterns = [
    path("m/", include("coterie.web.member.urls")),
    path("console/", include("coterie.web.console.urls")),
    path("", include("coterie.web.public.urls")),
    path("", include("coterie.web.sign_in.urls")),
    path("api/v1/", urls_of(api)),
    path("files/<slug:key>", file, name="file"),
    path("files/<slug:key>/<slug:size>", file, name="file_in_size"),
    path("_gallery", gallery, name="gallery"),
]


def refusal(status: int, page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Return who says no: the API in its form, or the page."""

    def refuse(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
        why = {"exception": exception} if exception else {}
        return problem_of(status) if request.path.startswith("/api/") else page(request, **why)

    return refuse


handler400 = refusal(400, defaults.bad_request)
handler403 = refusal(403, defaults.permission_denied)
handler404 = refusal(404, defaults.page_not_found)
handler500 = refusal(500, defaults.server_error)
