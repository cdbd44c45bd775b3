"""Tables of what is done once."""

from coterie.platform.once.models.kept_answer import KeptAnswer

__all__ = ["KeptAnswer"]
