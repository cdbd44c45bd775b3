"""Tags for addresses that leave the house."""

from django import template

from coterie.web.public.addresses import code_address, public_address

register = template.Library()
register.simple_tag(code_address, name="live_address")
register.simple_tag(public_address)
