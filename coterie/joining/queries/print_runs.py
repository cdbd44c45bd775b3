"""Print runs for screens, and what is still to be drawn of one."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.communities.queries.identity import pattern_of
from coterie.communities.rules import numbered
from coterie.joining.enums import CodeState, PrintedFor
from coterie.joining.models import LiveCode, PrintRun
from coterie.joining.queries.brand import brand_of
from coterie.joining.queries.posters import sheet_with
from coterie.kit.actor import Actor
from coterie.kit.sheet.sheet import Sheet
from coterie.members.queries.members import members_visible_to

MOST = 10_000


@dataclass(frozen=True, slots=True)
class Drawing:
    """A sheet, whose it is, and what its file is called."""

    of: int
    file: str
    sheet: Sheet


def print_runs_visible_to(actor: Actor, community: int) -> QuerySet[PrintRun]:
    """The print runs of a community, newest first, for staff who may see its members."""
    require(actor, Permission.EDIT_CODES, community)
    require(actor, Permission.SEE_MEMBERS, community)
    return PrintRun.objects.filter(community=community).select_related("community", "code").order_by("-id")


def print_run(run: int) -> PrintRun | None:
    """Return a run, for whoever draws it."""
    return PrintRun.objects.filter(pk=run).select_related("community", "code").first()


def printed_for(people: str, community: int) -> QuerySet[Any]:
    """Return the members or codes that get a poster."""
    if people == PrintedFor.MEMBERS:
        return members_visible_to(Actor.of_system(), community).filter(state="active")
    return LiveCode.objects.filter(community=community, state=CodeState.ON).select_related("channel")


def drawings_of(run: PrintRun, *, most: int) -> Iterator[Drawing]:
    """Yield the next sheets of a run."""
    rows = printed_for(run.printed_for, run.community_id).filter(pk__gt=run.reached, pk__lte=run.until)
    words = {name: getattr(run, name) for name in ("design", "language", "headline", "line")}
    words["brand"], pattern = brand_of(run.community_id), pattern_of(run.community_id)
    for row in rows.order_by("pk")[:most]:
        if isinstance(row, LiveCode):
            place = row.channel.name if row.channel else row.title
            yield Drawing(row.pk, f"{row.slug} {place}.{run.form}", sheet_with(row, **words))
        elif run.code:
            person = {"name": row.name, "title": row.title or numbered(pattern, row.number)}
            file = f"{row.number:05} {row.name}.{run.form}"
            yield Drawing(row.pk, file, sheet_with(run.code, **words, **person))
