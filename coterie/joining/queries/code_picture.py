"""What is printed of a live code."""

from coterie.joining.designs.marked_code import marked_pdf, marked_png, marked_svg
from coterie.joining.models import LiveCode
from coterie.joining.queries.brand import brand_of
from coterie.kit import qr


def drawn(code: LiveCode, address: str, form: str, *, scale: int = 16, dark: str = "", light: str = "") -> str | bytes:
    """Return an address as svg, png or pdf, in the code's own colours or in those given.

    Raises Invalid for colours that phones cannot read.
    """
    ink = qr.readable(qr.Ink(dark or code.dark, light or code.light))
    return marked(code, address, form, ink, scale) if code.sealed else plain(address, form, ink, scale)


def plain(address: str, form: str, ink: qr.Ink, scale: int) -> str | bytes:
    """Return a picture of nothing but the code."""
    if form == "png":
        return qr.png(address, scale=scale, ink=ink)
    return qr.svg(address, ink=ink) if form == "svg" else qr.pdf(address, ink=ink)


def marked(code: LiveCode, address: str, form: str, ink: qr.Ink, scale: int) -> str | bytes:
    """Return a picture with the sign of the code's community."""
    brand = brand_of(code.community_id)
    if form == "png":
        return marked_png(address, brand, ink, scale)
    return marked_svg(address, brand, ink) if form == "svg" else marked_pdf(address, brand, ink)
