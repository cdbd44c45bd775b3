"""Tags for addresses that leave the house."""

from urllib.parse import urlsplit

from django import template
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from coterie.kit.qr import svg
from coterie.web.public.addresses import (
    code_address,
    invitation_link,
    person_card_address,
    public_address,
    referral_link,
)

ALONE = ("127.0.0.1", "::1", "localhost")

register = template.Library()
register.simple_tag(code_address, name="live_address")
register.simple_tag(public_address)
register.simple_tag(invitation_link)
register.simple_tag(referral_link)
register.simple_tag(person_card_address)


@register.simple_tag
def reaches_phones() -> bool:
    """Tell whether what is printed leads further than to this machine."""
    return urlsplit(settings.BASE_URL).hostname not in ALONE


@register.simple_tag
def live_qr(slug: str) -> SafeString:
    """Draw the address of a live code."""
    return mark_safe(svg(code_address(slug)))  # noqa: S308 - our own drawing of our own address


@register.simple_tag
def pay_qr(code: str) -> SafeString:
    """Draw the code of a payment, which a phone scans."""
    return mark_safe(svg(code))  # noqa: S308 - our own drawing
