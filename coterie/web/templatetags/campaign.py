"""The tag that says what a campaign gives."""

from django import template

from coterie.growth.queries.words import reward_said

register = template.Library()
register.filter("reward", reward_said)
