"""Tables of the limits."""

from coterie.platform.limits.models.spent import Spent

__all__ = ["Spent"]
