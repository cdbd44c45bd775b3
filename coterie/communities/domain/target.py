"""The target portrait in numbers: which share of the people is to be how."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Need, Permission
from coterie.communities.events import CanvasChanged
from coterie.communities.models import Canvas
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.kit.db.rows import altered, locked
from coterie.kit.errors import Invalid
from coterie.platform.events.log import publish

MOST_NAMES, LONGEST_NAME, MOST_SHARE, MOST_WEEKLY = 20, 60, 1000, 1000


@transaction.atomic
def set_target(
    *,
    community: int,
    needs: Mapping[str, int] | None = None,
    tags: Mapping[str, int] | None = None,
    channels: Mapping[str, int] | None = None,
    weekly: int | None = None,
    actor: Actor,
    now: datetime,
) -> Canvas:
    """Declare who is wanted: shares by name, in any unit; what is left out is not judged. Raises Invalid."""
    canvas = locked(Canvas.objects.filter(pk=community))
    require(actor, Permission.EDIT_CANVAS, community)
    if needs and not set(needs) <= set(Need.values):
        raise Invalid(_("Choose from the list."), field="needs")
    facets = {"needs": needs, "tags": tags, "channels": channels}
    target: dict[str, object] = {name: checked_shares(name, shares) for name, shares in facets.items() if shares}
    if weekly is not None:
        if not 0 < weekly <= MOST_WEEKLY:
            raise Invalid(_("Between 1 and 1,000 messages a week."), field="weekly")
        target["weekly"] = weekly
    if altered(canvas, {"target": target}):
        canvas.save(update_fields=["target"])
        publish(CanvasChanged(at=now, community=community, actor=actor.account, data={"answers": ["target"]}))
    return canvas


def checked_shares(facet: str, shares: Mapping[str, int]) -> dict[str, int]:
    """Return shares that can be compared with people."""
    kept = {name.strip()[:LONGEST_NAME]: share for name, share in shares.items() if name.strip()}
    if not 0 < len(kept) <= MOST_NAMES or not all(0 < share <= MOST_SHARE for share in kept.values()):
        raise Invalid(_("Name up to 20, each with a share between 1 and 1,000."), field=facet)
    return kept
