"""The tag that says what a campaign gives."""

from django import template

from coterie.growth.queries.words import code_of_reward, first_name, reward_said

register = template.Library()
register.filter("reward", reward_said)
register.filter("first_name", first_name)
register.filter("reward_code", code_of_reward)
