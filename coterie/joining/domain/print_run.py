"""Drawing many posters: part by part, so that a run is seen to go on and survives the end of its worker."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Unpack

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.joining.designs.poster import handed_over
from coterie.joining.domain.poster import SheetFacts, checked_facts, one_of
from coterie.joining.enums import PosterDesign, PosterForm, PrintedFor
from coterie.joining.events import PrintRunFinished, PrintRunStarted
from coterie.joining.models import PrintRun
from coterie.joining.queries.print_runs import MOST, Drawing, drawings_of, printed_for
from coterie.kit.actor import Actor
from coterie.kit.db.rows import locked
from coterie.kit.errors import Invalid
from coterie.kit.json import Json
from coterie.platform.events.log import publish
from coterie.platform.files import bundle

PART = 20
"""Posters between two notes of the progress: about a second."""
KEPT = timedelta(days=7)
USUAL: SheetFacts = {"design": PosterDesign.QUIET, "language": settings.LANGUAGE_CODE}


@transaction.atomic
def start_print_run(
    *, community: int, people: str, form: str = PosterForm.PNG, actor: Actor, now: datetime, **facts: Unpack[SheetFacts]
) -> PrintRun:
    """Ask for a poster for each member, around one code, or for each live code that is on.

    Raises Invalid when there is nobody to draw for, or more than `MOST`.
    """
    require(actor, Permission.EDIT_CODES, community)
    if one_of(people, PrintedFor.values, "people") == PrintedFor.MEMBERS:
        require(actor, Permission.SEE_MEMBERS, community)
    row = run_of(community=community, people=people, form=form, now=now, **facts)
    row.save(force_insert=True)
    data: dict[str, Json] = {"printed_for": str(people), "total": row.total}
    publish(PrintRunStarted(at=now, community=community, actor=actor.account, subject=row.pk, data=data))
    return row


def run_of(*, community: int, people: str, form: str, now: datetime, **facts: Unpack[SheetFacts]) -> PrintRun:
    """Return a run that is not stored yet; codes lead to themselves."""
    one_of(people, PrintedFor.values, "people")
    given: SheetFacts = {"headline": "", "code": "", **USUAL, **facts}
    if people == PrintedFor.CODES:
        del given["code"]
    kept = checked_facts(community, given)
    total, until = counted(community, people)
    return PrintRun(
        community_id=community,
        printed_for=people,
        form=one_of(form, PosterForm.values, "form"),
        total=total,
        until=until,
        created_at=now,
        **kept,
    )


def counted(community: int, people: str) -> tuple[int, int]:
    """Return how many posters there will be, and the last one for whom."""
    rows = printed_for(people, community)
    total = rows.count()
    if not 0 < total <= MOST:
        raise Invalid(_("A run makes between 1 and 10,000 posters."), field="people")
    return total, rows.aggregate(last=Max("pk"))["last"]


def draw_part(*, run: PrintRun, now: datetime) -> bool:
    """Draw the next posters of a run and note it; tell whether some are left.

    What was drawn before a crash and not noted is drawn again, under the same names.
    """
    drawn = list(_put(run, drawings_of(run, most=PART)))
    if drawn:
        note_progress(run=run.pk, since=run.reached, reached=drawn[-1].of, drawn=len(drawn))
        return True
    bundle.close(run.key)
    finish_print_run(run=run.pk, actor=Actor.of_system(), now=now)
    return False


def _put(run: PrintRun, drawings: Iterator[Drawing]) -> Iterator[Drawing]:
    for drawing in drawings:
        bundle.put(run.key, drawing.file, handed_over(drawing.sheet, run.form))
        yield drawing


def note_progress(*, run: int, since: int, reached: int, drawn: int) -> None:
    """Move a run on, unless somebody else did."""
    moved = PrintRun.objects.filter(pk=run, reached=since)
    row = moved.first()
    if row:
        moved.update(reached=reached, done=row.done + drawn)


@transaction.atomic
def finish_print_run(*, run: int, actor: Actor, now: datetime) -> None:
    """Note that the ZIP is there; a second time changes nothing."""
    row = locked(PrintRun.objects.filter(pk=run))
    if row.finished_at is None:
        row.finished_at, row.total = now, row.done
        row.save(update_fields=["finished_at", "total"])
        publish(PrintRunFinished(at=now, community=row.community_id, actor=actor.account, subject=row.pk))


def forget_old_runs(*, now: datetime) -> int:
    """Delete runs, and their ZIPs with people's names, a week after they were asked for."""
    old = list(PrintRun.objects.filter(created_at__lt=now - KEPT))
    for row in old:
        bundle.drop(row.key)
        row.delete()
    return len(old)
