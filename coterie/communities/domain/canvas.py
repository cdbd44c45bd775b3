"""Answering the canvas."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import CommunityType, Need, Permission, Purpose
from coterie.communities.events import CanvasChanged
from coterie.communities.models import Canvas
from coterie.communities.queries.access import require
from coterie.communities.rules import ANSWERS
from coterie.kit.actor import Actor
from coterie.kit.db.rows import locked
from coterie.kit.errors import Invalid
from coterie.platform.events.log import publish

CHOICES = {"types": CommunityType, "purposes": Purpose, "needs": Need}
PORTRAIT = {"who": str, "place": str, "interests": str, "age_from": int, "age_to": int}
LONGEST = 300


@transaction.atomic
def answer_canvas(*, community: int, answers: Mapping[str, object], actor: Actor, now: datetime) -> Canvas:
    """Write down some answers of the canvas; the others stay.

    Raises Invalid naming the answer that is wrong.
    """
    canvas = locked(Canvas.objects.filter(pk=community))
    require(actor, Permission.EDIT_CANVAS, community)
    checked = {name: checked_answer(name, value) for name, value in answers.items()}
    changed = sorted(name for name, value in checked.items() if getattr(canvas, name) != value)
    for name in changed:
        setattr(canvas, name, checked[name])
    if changed:
        canvas.save(update_fields=changed)
        publish(CanvasChanged(at=now, community=community, actor=actor.account, data={"answers": changed}))
    return canvas


def checked_answer(name: str, value: object) -> object:
    """Return the answer as it is kept."""
    if name not in ANSWERS:
        raise Invalid(_("The canvas has no such part."), field=name)
    if name == "portrait":
        return checked_portrait(value)
    if name in CHOICES:
        if not isinstance(value, list | tuple) or not set(value) <= set(CHOICES[name].values):
            raise Invalid(_("Choose from the list."), field=name)
        return sorted(set(value))
    if not isinstance(value, str) or len(value) > LONGEST:
        raise Invalid(_("Please answer in up to 300 signs."), field=name)
    return value.strip()


def checked_portrait(value: object) -> dict[str, object]:
    """Return the portrait's filled parts."""
    if not isinstance(value, Mapping) or not set(value) <= set(PORTRAIT):
        raise Invalid(_("The portrait has no such part."), field="portrait")
    filled = {key: part for key, part in value.items() if part not in ("", None)}
    if not all(isinstance(part, PORTRAIT[key]) for key, part in filled.items()):
        raise Invalid(_("Ages are whole numbers, the rest is text."), field="portrait")
    young, old = filled.get("age_from", 0), filled.get("age_to", 150)
    if not 0 <= young <= old <= 150:
        raise Invalid(_("The ages do not make a range."), field="portrait")
    return filled
