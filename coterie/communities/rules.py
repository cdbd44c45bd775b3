"""Who may do what, when a canvas is complete, and how a number is written. Pure."""

import re

from coterie.communities.enums import Permission, Role
from coterie.communities.models import Canvas

P = Permission
RIGHTS: dict[str, frozenset[str]] = {
    Role.OWNER: frozenset(Permission),
    Role.ADMIN: frozenset(Permission) - {P.APPOINT_STAFF, P.OPEN_COMMUNITY, P.EDIT_PROVIDERS, P.PAY_PARTNERS},
    Role.HOST: frozenset({P.SEE_CONSOLE, P.SEE_MEMBERS, P.EDIT_MEMBERS, P.MODERATE, P.EDIT_CODES, P.EDIT_RITUALS}),
    Role.ANALYST: frozenset({P.SEE_CONSOLE, P.SEE_MEMBERS, P.SEE_REVIEW}),
}

ANSWERS = (
    "attribute",
    "goal",
    "own_rules",
    "what_kind",
    "why_together",
    "what_together",
    "types",
    "purposes",
    "needs",
    "portrait",
)
"""The parts of a canvas, in the order in which they are asked."""


NUMBER = re.compile("#{1,9}")
"""Where the number stands in a pattern."""


def role_may(role: str, permission: str) -> bool:
    """Tell whether `role` carries `permission`."""
    return permission in RIGHTS[role]


def numbered(pattern: str, number: int) -> str:
    """Write a member number: `XH-####` and 7 give XH-0007, `No.#` and 1284 give No.1284."""
    return NUMBER.sub(lambda run: f"{number:0{len(run[0])}d}", pattern, count=1)


def bare_number(pattern: str, word: str) -> str:
    """Return a member number as somebody writes it without what the pattern puts around it; other words as they are."""
    before, after = NUMBER.split(pattern.lower(), maxsplit=1)
    word = word.strip().lower()
    for edge in (before.strip(), "no."):
        word = word.removeprefix(edge).strip()
    return word.removesuffix(after.strip()).strip()


def is_pattern(pattern: str) -> bool:
    """Tell whether a number stands in the pattern exactly once, among signs that can be printed."""
    return len(NUMBER.findall(pattern)) == 1 and pattern.isprintable() and len(pattern) <= 20


def missing_answers(canvas: Canvas) -> list[str]:
    """Name the parts of the canvas that are still empty."""
    return [answer for answer in ANSWERS if not getattr(canvas, answer)]
