"""Messages that say themselves later."""

from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema, Status
from pydantic import AwareDatetime

from coterie.api.inside import READ, WRITE, group_in, own_member
from coterie.api.paging import Page, Slice, page_of
from coterie.api.token import need_scope
from coterie.kit.actor import Actor
from coterie.kit.clock import now
from coterie.kit.errors import NotFound
from coterie.talk.domain.schedule import cancel_scheduled, change_scheduled, schedule_message
from coterie.talk.models import Scheduled
from coterie.talk.queries.scheduled import scheduled_of

router = Router(tags=["talk"])
ALL = "/me/memberships/{slug}/groups/{key}/later"
ONE = f"{ALL}/{{plan}}"


class PlanIn(Schema):
    """What is said, and when; who moderates can have it announced."""

    text: str = Field(min_length=1, max_length=4000)
    send_at: AwareDatetime
    announces: bool = False


class PlanOut(PlanIn):
    """A planned message; once said it has its message, or why it could not be said."""

    key: str
    message: str | None
    done_at: datetime | None
    failure: str

    @staticmethod
    def resolve_message(row: Scheduled) -> str | None:
        """Return the key of what was said."""
        return row.message.key if row.message else None


def plan_at(actor: Actor, slug: str, key: str, plan: str) -> Scheduled:
    """Return one of your plans."""
    row = scheduled_of(group_in(actor, slug, key).pk, own_member(actor, slug).pk).filter(key=plan).first()
    if row is None:
        raise NotFound(_("There is no such message."))
    return row


@router.get(ALL, response=Page[PlanOut])
def plans(request: HttpRequest, slug: str, key: str, part: Query[Slice]) -> dict[str, object]:
    """List what you have planned to say in a group."""
    actor = need_scope(request, READ)
    rows = scheduled_of(group_in(actor, slug, key).pk, own_member(actor, slug).pk)
    return page_of(rows.order_by("-send_at", "-id"), part, by_time="send_at")


@router.post(ALL, response={201: PlanOut})
def plan(request: HttpRequest, slug: str, key: str, body: PlanIn) -> Status[Scheduled]:
    """Plan a message."""
    actor = need_scope(request, WRITE)
    group, member = group_in(actor, slug, key), own_member(actor, slug)
    return Status(201, schedule_message(group=group.pk, member=member.pk, actor=actor, now=now(), **body.dict()))


@router.put(ONE, response=PlanOut)
def change(request: HttpRequest, slug: str, key: str, plan: str, body: PlanIn) -> Scheduled:
    """Change a planned message."""
    actor = need_scope(request, WRITE)
    row = plan_at(actor, slug, key, plan)
    return change_scheduled(scheduled=row.pk, actor=actor, now=now(), **body.dict())


@router.delete(ONE, response={204: None})
def cancel(request: HttpRequest, slug: str, key: str, plan: str) -> Status[None]:
    """Take a planned message back."""
    actor = need_scope(request, WRITE)
    cancel_scheduled(scheduled=plan_at(actor, slug, key, plan).pk, actor=actor, now=now())
    return Status(204, None)
