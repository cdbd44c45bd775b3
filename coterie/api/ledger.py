"""The books of a community: accounts, what moved them, entries."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema

from coterie.api.found import community_at
from coterie.api.paging import Page, Slice, page_of
from coterie.api.token import actor_of
from coterie.communities.enums import Permission
from coterie.kit.errors import NotFound
from coterie.market.queries.entry import EntrySheet, sheet_of
from coterie.market.queries.ledger import accounts_run_by, entries_run_by, legs_run_by
from coterie.market.queries.ledger_words import accounts_called, code_of
from coterie.platform.ledger.models import LedgerEntry, LedgerLeg

router = Router(tags=["ledger"])
HERE = "/communities/{slug}/ledger"
LARGEST = 2**63 - 1


class AccountOut(Schema):
    """An account: minor units of a currency, or points."""

    number: int
    code: str
    name: str
    book: str
    balance: int
    entries: int


class Narrowed(Slice):
    """Which entries: of one kind, from a moment up to another."""

    kind: str = Field("", max_length=24)
    since: datetime | None = None
    until: datetime | None = None

    def facts(self) -> dict[str, Any]:
        """Return what entries are narrowed to."""
        return {"since": self.since, "until": self.until}


class OfAccount(Narrowed):
    """Which movements: those of one account, by its number, or of all."""

    account: int | None = Field(None, ge=1, le=LARGEST)


class Movement(Schema):
    """One leg of an entry: what it did to an account, and what was there afterwards."""

    entry: int
    account: int
    book: str
    at: datetime
    kind: str
    amount: int
    balance: int


class EntryOut(Schema):
    """An entry."""

    number: int
    at: datetime
    book: str
    kind: str
    key: str
    reverses: int | None


class LegOut(Schema):
    """What an entry does to one account."""

    account: int
    name: str
    amount: int


class EntryDetail(EntryOut):
    """An entry with its legs, what it belongs to, and what took it back."""

    legs: list[LegOut]
    reversed_by: list[int]
    order: str | None
    payment: str | None
    refund: str | None
    reward: str


def entry_shown(row: LedgerEntry) -> dict[str, Any]:
    """Return an entry as the API shows one."""
    facts = {name: getattr(row, name) for name in ("at", "book", "kind", "key")}
    return {**facts, "number": row.pk, "reverses": row.reverses_id}


def sheet_shown(sheet: EntrySheet) -> dict[str, Any]:
    """Return all that is known of an entry."""
    keys = {name: getattr(getattr(sheet, name), "key", None) for name in ("order", "payment", "refund")}
    legs = [{"account": leg.account, "name": leg.name, "amount": leg.amount} for leg in sheet.legs]
    facts = {"legs": legs, "reversed_by": [one.pk for one in sheet.reversals], "reward": sheet.reward}
    return {**entry_shown(sheet.entry), **keys, **facts}


def moved(leg: LedgerLeg) -> dict[str, Any]:
    """Return one movement of an account."""
    facts = {"at": leg.at, "amount": leg.amount, "balance": leg.balance}
    return {**facts, "entry": leg.entry_id, "kind": leg.entry.kind, "account": leg.account_id, "book": leg.account.book}


@router.get(f"{HERE}/accounts", response=Page[AccountOut])
def accounts(request: HttpRequest, slug: str, part: Query[Slice]) -> dict[str, Any]:
    """List the accounts with what is on them."""
    community, actor = community_at(request, slug, Permission.SEE_REVIEW), actor_of(request)
    found = page_of(accounts_run_by(actor, community.pk), part)
    names = accounts_called(actor, community.pk, found["items"])
    items = [
        AccountOut(
            number=row.pk, code=code_of(row), name=names[row.pk], book=row.book, balance=row.balance, entries=row.legs
        )
        for row in found["items"]
    ]
    return {**found, "items": items}


@router.get(f"{HERE}/movements", response=Page[Movement])
def movements(request: HttpRequest, slug: str, part: Query[OfAccount]) -> dict[str, Any]:
    """List what moved the accounts, or one of them, the latest first."""
    community = community_at(request, slug, Permission.SEE_REVIEW)
    rows = legs_run_by(actor_of(request), community.pk, part.account, kind=part.kind, **part.facts())
    return page_of(rows, part, moved)


@router.get(f"{HERE}/entries", response=Page[EntryOut])
def entries(request: HttpRequest, slug: str, part: Query[Narrowed]) -> dict[str, Any]:
    """List the entries, the latest first."""
    community = community_at(request, slug, Permission.SEE_REVIEW)
    rows = entries_run_by(actor_of(request), community.pk, **part.facts())
    return page_of(rows.filter(kind=part.kind) if part.kind else rows, part, entry_shown)


@router.get(f"{HERE}/entries/{{number}}", response=EntryDetail)
def entry(request: HttpRequest, slug: str, number: int) -> dict[str, Any]:
    """Show an entry with its legs and what it belongs to."""
    community = community_at(request, slug, Permission.SEE_REVIEW)
    row = entries_run_by(actor_of(request), community.pk).filter(pk=min(number, LARGEST)).first()
    if row is None:
        raise NotFound(_("There is no such entry."))
    return sheet_shown(sheet_of(actor_of(request), row))
