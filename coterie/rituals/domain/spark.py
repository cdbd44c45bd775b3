"""The inbox of ideas and hot topics."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.kit.db.rows import locked
from coterie.kit.errors import Conflict, Invalid
from coterie.kit.text import clean
from coterie.platform.events.log import publish
from coterie.rituals.domain.material import refuse_odd_link
from coterie.rituals.events import SparkChanged
from coterie.rituals.models import Spark


@transaction.atomic
def note_spark(*, community: int, text: str, link: str = "", hot: bool = False, actor: Actor, now: datetime) -> Spark:
    """Note an idea for a piece. Raises Invalid without words or for a link that leads nowhere."""
    require(actor, Permission.EDIT_RITUALS, community)
    text, link = " ".join(clean(text).split()), clean(link)
    if not text:
        raise Invalid(_("Please write something."), field="text")
    for field, value, most in (("text", text, 300), ("link", link, 500)):
        if len(value) > most:
            raise Invalid(_("That is too long."), field=field)
    refuse_odd_link(link)
    facts: dict[str, Any] = {"text": text, "link": link, "hot": hot, "account_id": actor.account, "noted_at": now}
    return told(Spark.objects.create(community_id=community, **facts), ["made"], actor, now)


@transaction.atomic
def drop_spark(*, spark: int, on: bool, actor: Actor, now: datetime) -> Spark:
    """Drop an idea, or take it up again; either twice changes nothing. Raises Conflict for one that was used."""
    row = locked(Spark.objects.filter(pk=spark))
    require(actor, Permission.EDIT_RITUALS, row.community_id)
    if row.piece_id:
        raise Conflict(_("A piece was made of it already."))
    if bool(row.dropped_at) == on:
        return row
    row.dropped_at = now if on else None
    row.save(update_fields=["dropped_at"])
    return told(row, ["dropped_at"], actor, now)


def use_spark(spark: int, piece: int, community: int, actor: Actor, now: datetime) -> None:
    """Note that a piece is made of an idea; in the caller's transaction."""
    row = locked(Spark.objects.filter(pk=spark, community=community))
    if row.piece_id:
        raise Conflict(_("A piece was made of it already."))
    row.piece_id, row.dropped_at = piece, None
    row.save(update_fields=["piece", "dropped_at"])
    told(row, ["piece"], actor, now)


def told(row: Spark, fields: list[str], actor: Actor, now: datetime) -> Spark:
    """Tell of a change."""
    facts: dict[str, Any] = {"at": now, "community": row.community_id, "actor": actor.account, "subject": row.pk}
    publish(SparkChanged(**facts, data={"fields": sorted(fields)}))
    return row
