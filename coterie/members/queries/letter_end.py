"""What every letter that was wished for says of how to end them (RFC 2369, RFC 8058)."""

from django.conf import settings
from django.utils.translation import gettext as _


def address_to_end(secret: str) -> str:
    """Return where one ends the letters; a POST there does, without signing in."""
    return f"{settings.BASE_URL}/letters/{secret}"


def ending(secret: str) -> dict[str, str]:
    """Return the headers by which a mail program ends the letters with one click."""
    return {"List-Unsubscribe": f"<{address_to_end(secret)}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def how_to_end(secret: str) -> str:
    """Return the last line of a letter."""
    return _("You asked for such letters. No more of them: %(address)s") % {"address": address_to_end(secret)}
