"""The tag that says what a campaign gives."""

from django import template

from coterie.growth.queries.words import code_of_reward, reward_said

register = template.Library()
register.filter("reward", reward_said)
register.filter("reward_code", code_of_reward)
