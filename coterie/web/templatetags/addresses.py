"""Tags for addresses that leave the house."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from coterie.kit.qr import svg
from coterie.web.public.addresses import code_address, public_address

register = template.Library()
register.simple_tag(code_address, name="live_address")
register.simple_tag(public_address)


@register.simple_tag
def live_qr(slug: str) -> SafeString:
    """Draw the address of a live code."""
    return mark_safe(svg(code_address(slug)))  # noqa: S308 - our own drawing of our own address
