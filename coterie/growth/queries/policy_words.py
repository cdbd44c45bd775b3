"""The rules of law in plain words. The packs are written in English; the catalogue has the other languages."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from coterie.growth.rules.policy import Pack, Refusal, Rule
from coterie.kit.money import Money

PERCENT = 100
"""Basis points of one percent."""


def in_words(text: str) -> str:
    """Return a text of a pack in the reader's language."""
    return _(text) if text else ""


def source_of(rule: Rule) -> str:
    """Say which law a rule comes from, and where in it."""
    return ", ".join(in_words(part) for part in (rule.law, rule.article) if part)


def limit_said(rule: Rule) -> str:
    """Say up to where a rule lets one go."""
    if not rule.limit:
        return _("not at all")
    if rule.kind == "order_cap":
        return _("up to %(n)s %%") % {"n": rule.limit // PERCENT}
    if rule.currency:
        return _("up to %(amount)s") % {"amount": f"{Money(rule.limit, rule.currency).decimal:,.0f} {rule.currency}"}
    return _("up to %(n)s") % {"n": rule.limit}


def refusal_said(rule: Rule) -> str:
    """Say why a promise is refused: the rule by its id, its title, its reason and its source."""
    words = {"id": rule.id, "title": in_words(rule.title), "why": in_words(rule.reason), "source": source_of(rule)}
    return _("%(title)s (rule %(id)s): %(why)s Source: %(source)s.") % words


def refusals_said(pack: Pack, found: Iterable[Refusal]) -> str:
    """Say all that a pack refuses of a promise."""
    return " ".join(refusal_said(pack.rule(one.rule)) for one in found)
