"""Projects: writing them, opening them, telling how they go on."""

from datetime import datetime, timedelta
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.kit.bounds import refuse_beyond
from coterie.kit.db.rows import altered, locked
from coterie.kit.errors import Conflict, Invalid
from coterie.kit.json import Json
from coterie.kit.text import clean
from coterie.market.domain.offer import OfferFacts, edit_offer, make_offer
from coterie.market.enums import OfferKind, OfferState, ProjectKind, ProjectState
from coterie.market.events import OfferChanged, ProjectOpened, ProjectUpdateWritten
from coterie.market.models import Project, ProjectUpdate, Stretch
from coterie.platform.events.log import publish

LIMITS = {"goal": (1, 10**12), "fix_days": (0, 30)}
LONGEST = timedelta(days=180)
RULES = ("kind", "goal", "ends_at", "fix_days", "ends_when_reached")
"""What backers rely on: it is fixed when the project opens."""


class ProjectFacts(OfferFacts, total=False):
    """What an operator decides; what is left out stays, or is as usual. `gathering` is whose cost is shared."""

    kind: str
    goal: int
    ends_at: datetime
    fix_days: int
    ends_when_reached: bool
    gathering: int | None


class Parts(TypedDict):
    """The facts of a project, parted: those of its offer, and its own."""

    words: dict[str, Any]
    own: dict[str, Any]


@transaction.atomic
def make_project(*, community: int, actor: Actor, now: datetime, **facts: Unpack[ProjectFacts]) -> Project:
    """Write a project; it takes pledges when it is opened. Raises Invalid naming what is wrong."""
    parts = parted(facts)
    offer = make_offer(community=community, kind=OfferKind.PRODUCT, **parts["words"], actor=actor, now=now)
    row = Project(offer=offer, **parts["own"])
    refuse_odd(row, now)
    row.save()
    return row


@transaction.atomic
def edit_project(*, project: int, actor: Actor, now: datetime, **facts: Unpack[ProjectFacts]) -> Project:
    """Change a project; its rules stay as they are once it is open. Raises Invalid naming what is wrong, Conflict."""
    row, parts = own_project(project, actor), parted(facts)
    fields = altered(row, parts["own"])
    if row.state != ProjectState.DRAFT and {*fields} & {*RULES}:
        raise Conflict(_("Backers rely on the rules: they cannot be changed any more."))
    if row.state == ProjectState.DRAFT:
        refuse_odd(row, now)
    row.offer = edit_offer(offer=row.offer_id, **parts["words"], actor=actor, now=now)
    if fields:
        row.save(update_fields=fields)
        publish(OfferChanged(at=now, data={"fields": list(fields)}, **facts_of(row, actor)))
    return row


def parted(facts: ProjectFacts) -> Parts:
    """Part the facts of a project."""
    own = {name: value for name, value in facts.items() if name in (*RULES, "gathering")}
    return {"words": {name: value for name, value in facts.items() if name not in own}, "own": own}


def refuse_odd(row: Project, now: datetime) -> None:
    """Refuse a project without a goal, or that ends when nobody can pledge."""
    if row.kind not in ProjectKind.values:
        raise Invalid(_("Say what becomes of the money when the goal is missed."), field="kind")
    if row.goal is None:
        raise Invalid(_("Say how much is needed."), field="goal")
    refuse_beyond(LIMITS, {"goal": row.goal, "fix_days": row.fix_days})
    if not is_soon(row.ends_at, now):
        raise Invalid(_("Let it end within the next 180 days."), field="ends_at")


def is_soon(moment: datetime | None, now: datetime) -> bool:
    """Tell whether a project can end at a moment."""
    return moment is not None and now < moment <= now + LONGEST


@transaction.atomic
def open_project(*, project: int, actor: Actor, now: datetime) -> Project:
    """Let people pledge. Raises Invalid where there is nothing to choose, Conflict for one that is over."""
    row = own_project(project, actor)
    if row.state == ProjectState.RUNNING:
        return row
    if row.state != ProjectState.DRAFT:
        raise Conflict(_("This project is over."))
    refuse_odd(row, now)
    if not row.tiers.filter(variant__closed_at=None).exists():
        raise Invalid(_("Say first what backers can choose."), field="price")
    row.state, row.offer.state, row.offer.opened_at = ProjectState.RUNNING, OfferState.HIDDEN, now
    row.save(update_fields=["state"])
    row.offer.save(update_fields=["state", "opened_at"])
    data: dict[str, Json] = {"goal": row.goal, "currency": row.offer.community.currency, "kind": row.kind}
    publish(ProjectOpened(at=now, data=data, **facts_of(row, actor)))
    return row


@transaction.atomic
def set_stretch(*, project: int, amount: int, text: str, actor: Actor, now: datetime) -> Project:
    """Say what more there is when so much comes together; no words take it away. What is reached stays."""
    row, text = own_project(project, actor), clean(text)[:200]
    refuse_beyond({"amount": (row.goal + 1, LIMITS["goal"][1])}, {"amount": amount})
    if row.stretches.filter(amount=amount, reached_at__isnull=False).exists():
        raise Conflict(_("This is reached already."), field="amount")
    if text:
        Stretch.objects.update_or_create(project=row, amount=amount, defaults={"text": text})
    else:
        row.stretches.filter(amount=amount).delete()
    publish(OfferChanged(at=now, data={"fields": ["stretches"]}, **facts_of(row, actor)))
    return row


@transaction.atomic
def write_update(*, project: int, title: str, text: str, actor: Actor, now: datetime) -> ProjectUpdate:
    """Tell how it goes on. Raises Invalid for nothing said, Conflict for a project that was never open."""
    row, title, text = own_project(project, actor), clean(title)[:80], clean(text)[:4000]
    if row.state == ProjectState.DRAFT:
        raise Conflict(_("Nobody backs it yet."))
    if not title:
        raise Invalid(_("Please give a title."), field="title")
    if not text:
        raise Invalid(_("Say how it goes on."), field="text")
    made = ProjectUpdate.objects.create(project=row, title=title, text=text, at=now)
    publish(ProjectUpdateWritten(at=now, **{**facts_of(row, actor), "subject": made.pk}))
    return made


def own_project(project: int, actor: Actor) -> Project:
    """Lock a project of the actor's community."""
    row = locked(Project.objects.select_related("offer__community").filter(pk=project))
    require(actor, Permission.EDIT_OFFERS, row.offer.community_id)
    return row


def facts_of(row: Project, actor: Actor) -> dict[str, Any]:
    """Return what every event of a project names."""
    return {"community": row.offer.community_id, "actor": actor.account, "subject": row.offer_id}
