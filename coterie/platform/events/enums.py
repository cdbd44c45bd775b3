"""Closed lists of the event log."""

from enum import StrEnum


class ParkedState(StrEnum):
    """Where a troublesome event stands with one receiver."""

    WAITING = "waiting"
    """It failed, or stands behind one that failed, and will be tried again by itself."""
    PARKED = "parked"
    """It failed too often; an operator decides."""
