"""The books of a community for who may read them: accounts, entries, and what is behind a balance."""

from datetime import datetime

from django.db.models import QuerySet

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.platform.ledger.models import LedgerAccount, LedgerEntry, LedgerLeg
from coterie.platform.ledger.reading import accounts_in, entries_in, legs_in


def accounts_run_by(actor: Actor, community: int) -> QuerySet[LedgerAccount]:
    """The accounts of a community, in money and in points, for its staff."""
    require(actor, Permission.SEE_REVIEW, community)
    return accounts_in(community)


def entries_run_by(
    actor: Actor, community: int, *, book: str = "", since: datetime | None = None, until: datetime | None = None
) -> QuerySet[LedgerEntry]:
    """The entries of a community, the latest first, for its staff; of one book, from a moment up to another."""
    require(actor, Permission.SEE_REVIEW, community)
    rows = entries_in(community)
    rows = rows.filter(book=book) if book else rows
    rows = rows.filter(at__gte=since) if since else rows
    return rows.filter(at__lt=until) if until else rows


def legs_run_by(
    actor: Actor, community: int, account: int | None = None, *, kind: str = "", since: datetime | None = None,
    until: datetime | None = None,
) -> QuerySet[LedgerLeg]:  # fmt: skip
    """What moved an account, or all, the latest first, for staff; of one kind, from a moment up to another."""
    require(actor, Permission.SEE_REVIEW, community)
    rows = legs_in(community)
    rows = rows if account is None else rows.filter(account=account).order_by("-version")
    rows = rows.filter(entry__kind=kind) if kind else rows
    rows = rows.filter(at__gte=since) if since else rows
    return rows.filter(at__lt=until) if until else rows
