from typing import ClassVar

from coterie.kit.errors import Conflict


class CanvasIncomplete(Conflict):
    """The canvas has unanswered parts and no reason was given to open anyway."""

    code = "canvas_incomplete"

    def __init__(self, message: object, *, missing: list[str]) -> None:
        """Keep the names of the unanswered parts."""
        super().__init__(message)
        self.missing = missing


class OwnerStays(Conflict):
    """The owner cannot be dismissed or demoted; ownership is handed over instead."""

    code: ClassVar[str] = "owner_stays"
