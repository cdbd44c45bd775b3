"""The roof's map: which face answers which address."""

from django.urls import include, path

from coterie.api.program import api
from coterie.web.files import file
from coterie.web.gallery import gallery

urlpatterns = [
    path("", include("coterie.web.public.urls")),
    path("", include("coterie.web.sign_in.urls")),
    path("console/", include("coterie.web.console.urls")),
    path("m/", include("coterie.web.member.urls")),
    path("api/v1/", api.urls),
    path("files/<slug:key>", file, name="file"),
    path("files/<slug:key>/<slug:size>", file, name="file_in_size"),
    path("_gallery", gallery, name="gallery"),
]
