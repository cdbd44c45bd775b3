"""The pictures of live codes."""

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema

from coterie.api.binary import drawn_as, picture
from coterie.api.codes import address_of, code_at
from coterie.communities.enums import Permission
from coterie.joining.queries.code_picture import drawn

router = Router(tags=["live codes"])


class Size(Schema):
    """How large a picture is."""

    scale: int = Field(16, ge=1, le=40, description="pixels of one module; 16 prints sharply at 5 cm")


class Colours(Schema):
    """Colours of a picture in place of the code's own; those that phones cannot read are refused."""

    dark: str = Field("", max_length=7, description="colour of the code, as #rrggbb")
    light: str = Field("", max_length=7, description="colour of the ground, as #rrggbb")


@router.get("/communities/{slug}/codes/{code}/qr.svg", response={200: None}, openapi_extra=drawn_as("image/svg+xml"))
def svg(request: HttpRequest, slug: str, code: str, colours: Query[Colours]) -> HttpResponse:
    """Draw the code for a page or a printer."""
    row = code_at(request, slug, code, Permission.SEE_CONSOLE)
    return picture(drawn(row, address_of(row), "svg", dark=colours.dark, light=colours.light), "image/svg+xml")


@router.get("/communities/{slug}/codes/{code}/qr.png", response={200: None}, openapi_extra=drawn_as("image/png"))
def png(request: HttpRequest, slug: str, code: str, part: Query[Size], colours: Query[Colours]) -> HttpResponse:
    """Draw the code in pixels."""
    row = code_at(request, slug, code, Permission.SEE_CONSOLE)
    drawing = drawn(row, address_of(row), "png", scale=part.scale, dark=colours.dark, light=colours.light)
    return picture(drawing, "image/png")


@router.get("/communities/{slug}/codes/{code}/qr.pdf", response={200: None}, openapi_extra=drawn_as("application/pdf"))
def pdf(request: HttpRequest, slug: str, code: str, colours: Query[Colours]) -> HttpResponse:
    """Draw the code for a printing house, sharp at any size."""
    row = code_at(request, slug, code, Permission.SEE_CONSOLE)
    return picture(drawn(row, address_of(row), "pdf", dark=colours.dark, light=colours.light), "application/pdf")
