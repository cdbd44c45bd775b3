"""The book of imports: what was begun, what it brought."""

from datetime import datetime

from django.db import transaction

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.kit.db.rows import locked
from coterie.kit.json import Json
from coterie.platform.events.log import publish
from coterie.reach.domain.tally import ImportReport, Tally
from coterie.reach.events import HistoryImported
from coterie.reach.models import ImportRun

TOLD = ("messages", "joins", "leaves", "orders", "duplicates", "unparsed_total", "lines")


@transaction.atomic
def begin_import(*, community: int, group: int | None, kind: str, file: str, actor: Actor, now: datetime) -> ImportRun:
    """Note that a file is being taken in."""
    require(actor, Permission.IMPORT, community)
    return ImportRun.objects.create(
        community_id=community, group_id=group, account_id=actor.account, kind=kind, file=file[-200:], started_at=now
    )


@transaction.atomic
def end_import(*, run: int, tally: Tally, actor: Actor, now: datetime) -> ImportReport:
    """Keep what an import brought; one that brought nothing new is not told of."""
    row = locked(ImportRun.objects.filter(pk=run))
    row.ended_at, row.report = now, tally.as_json()
    row.save(update_fields=["ended_at", "report"])
    if tally.brought:
        data: dict[str, Json] = {"kind": row.kind, **{name: tally.counts[name] for name in TOLD}}
        publish(
            HistoryImported(
                at=now, community=row.community_id, actor=actor.account, subject=row.pk, group=row.group_id, data=data
            )
        )
    return ImportReport(row.key, row.report)
