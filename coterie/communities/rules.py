"""Who may do what, and when a canvas is complete. Pure."""

from coterie.communities.enums import Permission, Role
from coterie.communities.models import Canvas

P = Permission
RIGHTS: dict[str, frozenset[str]] = {
    Role.OWNER: frozenset(Permission),
    Role.ADMIN: frozenset(Permission) - {P.APPOINT_STAFF, P.OPEN_COMMUNITY},
    Role.HOST: frozenset({P.SEE_CONSOLE, P.SEE_MEMBERS, P.EDIT_MEMBERS, P.MODERATE, P.EDIT_CODES}),
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


def role_may(role: str, permission: str) -> bool:
    """Tell whether `role` carries `permission`."""
    return permission in RIGHTS[role]


def missing_answers(canvas: Canvas) -> list[str]:
    """Name the parts of the canvas that are still empty."""
    return [answer for answer in ANSWERS if not getattr(canvas, answer)]
