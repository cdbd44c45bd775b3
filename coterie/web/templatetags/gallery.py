"""The tag of the gallery's own templates."""

from django import template

from coterie.web.gallery import say

register = template.Library()
register.simple_tag(say)
