"""Payment providers: how they are set up, what they told, and their statements."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, File, Form, Query, Router, Schema, Status, UploadedFile

from coterie.api.found import community_at
from coterie.api.once import works_apart
from coterie.api.paging import Page, Slice, cut_of, page_of
from coterie.api.sales import ONE, WholeOrder, order_at, whole
from coterie.api.token import actor_of
from coterie.api.upload import refuse_large
from coterie.communities.enums import Permission
from coterie.kit.clock import now
from coterie.kit.errors import NotFound
from coterie.market.domain.giving_back import ask_refund_again
from coterie.market.domain.provider_account import LONGEST, set_up_provider
from coterie.market.domain.statement import LARGEST, add_statement, book_fees
from coterie.market.enums import Verdict
from coterie.market.models import Payment, ProviderNotice, Statement
from coterie.market.queries.orders_run import refunds_of
from coterie.market.queries.providers import notices_run_by, setups_run_by
from coterie.market.queries.statements import Checked, report_of, statements_run_by

router = Router(tags=["market"])
PROVIDERS, STATEMENTS = "/communities/{slug}/providers", "/communities/{slug}/statements"
SETTING_UP, SELLING, SEE = Permission.EDIT_PROVIDERS, Permission.EDIT_OFFERS, Permission.SEE_REVIEW


class SetupIn(Schema):
    """A provider's credentials by their names; a secret that is left out or empty stays as it was."""

    secrets: dict[str, str] = Field(default_factory=dict, max_length=20, description=f"each at most {LONGEST} letters")
    on: bool = True


class SetupOut(Schema):
    """How a provider is set up: what is no secret, which secrets are kept, where its notices go."""

    provider: str
    is_on: bool
    notify: str
    said: dict[str, str]
    kept: list[str]
    checked_at: datetime | None
    trouble: str


class Setups(Schema):
    """Every provider that there is."""

    providers: list[SetupOut]


class NoticeOut(Schema):
    """What a provider told; amounts in minor units."""

    provider: str
    event: str
    kind: str
    order: str | None
    amount: int
    currency: str
    told_at: datetime
    received_at: datetime
    outcome: str
    why: str
    times: int


class StatementOut(Schema):
    """A statement that was handed in."""

    key: str
    provider: str
    name: str
    at: datetime
    since: datetime
    until: datetime
    lines: int


class LineOut(Schema):
    """A line and how it stands to the books, in minor units; `ours` is the amount with us.

    `not_there` is paid with us and in no line: it has no number, amount and fee.
    """

    number: int | None
    at: datetime
    kind: str
    order: str | None
    external: str
    amount: int | None
    fee: int | None
    currency: str
    verdict: Verdict
    ours: int | None
    fee_open: bool


class WhichLines(Slice):
    """Which lines of a statement."""

    verdict: Verdict | None = None


class ReportOut(StatementOut):
    """A statement held against the books: how many lines there are of each verdict, and the fees to be booked."""

    counts: dict[Verdict, int]
    fees_open: int


class StatementIn(Schema):
    """Whose file it is."""

    provider: str = Field(max_length=12)


class Booked(Schema):
    """How many fees were booked."""

    booked: int


def notice_shown(row: ProviderNotice) -> dict[str, Any]:
    """Return a notice as the API shows one."""
    names = [name for name in NoticeOut.model_fields if name not in {"provider", "order"}]
    order = row.payment.order.key if row.payment else None
    return {**{name: getattr(row, name) for name in names}, "provider": row.account.provider, "order": order}


def statement_shown(row: Statement) -> dict[str, Any]:
    """Return a statement as the API shows one."""
    names = [name for name in StatementOut.model_fields if name != "provider"]
    return {**{name: getattr(row, name) for name in names}, "provider": row.account.provider}


def line_shown(one: Checked | Payment) -> dict[str, Any]:
    """Return a line as the API shows one, or what is missing in the statement."""
    if isinstance(one, Payment):
        facts = {"at": one.paid_at, "kind": "paid", "external": one.external, "currency": one.order.currency}
        known = {"order": one.order.key, "verdict": Verdict.NOT_THERE, "ours": one.amount, "fee_open": False}
        return {**facts, **known, "number": None, "amount": None, "fee": None}
    names = ("number", "at", "kind", "external", "amount", "fee", "currency")
    facts = {name: getattr(one.row, name) for name in names}
    order = one.payment.order.key if one.payment else None
    return {**facts, "order": order, "verdict": one.verdict, "ours": one.ours, "fee_open": one.fee_open}


@router.get(PROVIDERS, response=Setups)
def providers(request: HttpRequest, slug: str) -> dict[str, Any]:
    """List the providers, and how each is set up."""
    return {"providers": setups_run_by(actor_of(request), community_at(request, slug, SETTING_UP).pk)}


@router.put(f"{PROVIDERS}/{{provider}}", response=SetupOut)
def set_up(request: HttpRequest, slug: str, provider: str, body: SetupIn) -> Any:  # noqa: ANN401 - a read model
    """Set a provider up, or switch it off."""
    community, actor = community_at(request, slug, SETTING_UP), actor_of(request)
    facts: dict[str, Any] = {"community": community.pk, "actor": actor, "now": now()}
    set_up_provider(provider=provider, secrets=body.secrets, on=body.on, **facts)
    return next(row for row in setups_run_by(actor, community.pk) if row.provider == provider)


@router.get("/communities/{slug}/payment-notices", response=Page[NoticeOut])
def notices(request: HttpRequest, slug: str, part: Query[Slice], outcome: str = "") -> dict[str, object]:
    """List what providers told, newest first."""
    community = community_at(request, slug, SEE)
    return page_of(notices_run_by(actor_of(request), community.pk, outcome), part, notice_shown, by_time="received_at")


@router.put(f"{ONE}/refunds/{{refund}}/asking", response=WholeOrder)
def ask_again(request: HttpRequest, slug: str, key: str, refund: str) -> dict[str, Any]:
    """Have the provider asked once more for a refund that failed."""
    found = refunds_of(order_at(request, slug, key)).filter(key=refund).first()
    if found is None:
        raise NotFound(_("There is no such refund."))
    ask_refund_again(refund=found.pk, actor=actor_of(request), now=now())
    return whole(order_at(request, slug, key))


def statement_at(request: HttpRequest, slug: str, key: str, permission: Permission = SEE) -> Statement:
    """Find a statement of a community. Raises NotFound or Forbidden."""
    community = community_at(request, slug, permission)
    row = statements_run_by(actor_of(request), community.pk).filter(key=key).first()
    if row is None:
        raise NotFound(_("There is no such statement."))
    return row


@router.get(STATEMENTS, response=Page[StatementOut])
def statements(request: HttpRequest, slug: str, part: Query[Slice]) -> dict[str, object]:
    """List the statements that were handed in, newest first."""
    community = community_at(request, slug, SEE)
    return page_of(statements_run_by(actor_of(request), community.pk), part, statement_shown, by_time="at")


@router.post(STATEMENTS, response={201: StatementOut})
@works_apart
def hand_in(
    request: HttpRequest, slug: str, body: Form[StatementIn], file: File[UploadedFile]
) -> Status[dict[str, Any]]:
    """Hand a provider's file in; the same file again is the one that is there."""
    community, actor = community_at(request, slug, SELLING), actor_of(request)
    refuse_large(file, LARGEST, "file")
    facts: dict[str, Any] = {"community": community.pk, "actor": actor, "now": now()}
    row = add_statement(provider=body.provider, name=file.name or "", file=file.read(), **facts)
    return Status(201, statement_shown(statements_run_by(actor, community.pk).get(pk=row.pk)))


@router.get(f"{STATEMENTS}/{{key}}", response=ReportOut)
def report(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    """Hold a statement against the books as they are now."""
    row = statement_at(request, slug, key)
    found = report_of(row)
    return {**statement_shown(row), "counts": found.counts, "fees_open": found.fees_open}


@router.get(f"{STATEMENTS}/{{key}}/lines", response=Page[LineOut])
def lines(request: HttpRequest, slug: str, key: str, part: Query[WhichLines]) -> dict[str, Any]:
    """List the lines of a statement as they stand to the books, in its order; then what is missing in it."""
    found = report_of(statement_at(request, slug, key))
    rows: list[Checked | Payment] = [one for one in found.rows if part.verdict in (None, one.verdict)]
    rows += found.missing if part.verdict in (None, Verdict.NOT_THERE) else []
    return cut_of(rows, part, line_shown)


@router.put(f"{STATEMENTS}/{{key}}/fees", response=Booked)
def fees(request: HttpRequest, slug: str, key: str) -> dict[str, int]:
    """Book the fees of a statement that are not in the books."""
    row = statement_at(request, slug, key, SELLING)
    return {"booked": book_fees(statement=row.pk, actor=actor_of(request), now=now())}
