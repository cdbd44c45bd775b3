"""The log and its receivers in figures, for the terminal and for monitors."""

from dataclasses import asdict
from datetime import datetime

from django.db.models import Max

from coterie.kit.json import Json
from coterie.platform.events.models import LoggedEvent
from coterie.platform.events.standing import standings


def log_facts(*, now: datetime) -> dict[str, Json]:
    """Return how long the log is and how every receiver stands."""
    receivers = standings(now=now)
    return {
        "events": LoggedEvent.objects.aggregate(last=Max("id"))["last"] or 0,
        "behind": max((standing.behind for standing in receivers), default=0),
        "waiting": sum(standing.waiting for standing in receivers),
        "parked": sum(standing.parked for standing in receivers),
        "receivers": [asdict(standing) for standing in receivers],
    }
