"""How partners look to programs; amounts in minor units, rates in basis points."""

from datetime import datetime
from typing import Any, Literal

from ninja import Field, Schema

from coterie.api.paging import Slice
from coterie.kit.errors import Invalid
from coterie.market.queries.courses import HowFar
from coterie.market.queries.offers import offer_keys
from coterie.partners.domain.programme import Promise
from coterie.partners.enums import Buyer, EntryKind, PartnerState, PayoutState, Standing, Touch
from coterie.partners.models import Earning, Partner, Payout, PayoutBatch, Terms
from coterie.partners.queries.desk import Desk
from coterie.partners.queries.earnings import earned
from coterie.partners.rules import Special


class SpecialShape(Schema, extra="forbid"):
    """A rate of its own: for an offer (a key; null: all), for whose orders, from how much on that customers paid."""

    offer: str | None = Field(None, max_length=12)
    buyer: Buyer = Buyer.ANY
    brought: int = Field(0, ge=0, le=10**12)
    rate: int = Field(ge=0, le=10_000)


class TermsFacts(Schema, extra="forbid"):
    """What partners agree to and earn; `months` null: for good; `course`: a free one (a key) that comes before."""

    agreement: str = Field(min_length=1, max_length=8000)
    rate: int = Field(1000, ge=1, le=10_000)
    months: int | None = Field(None, ge=1, le=120)
    cap: int = Field(3000, ge=1, le=10_000)
    second_rate: int = Field(0, ge=0, le=10_000)
    hold_days: Literal[7, 14, 30, 60, 90] = 30
    minimum: int = Field(0, ge=0, le=10**10)
    touch: Touch = Touch.LAST
    lock_days: int = Field(30, ge=1, le=365)
    course: str | None = Field(None, max_length=12)
    specials: list[SpecialShape] = Field(default_factory=list, max_length=20)


class TermsIn(TermsFacts):
    """Terms as a plan may ask for them: more than two `levels` and `buy_to_join` are refused, naming the rule."""

    levels: int | None = Field(None, ge=1, le=9)
    buy_to_join: bool = False

    def promise(self, offers: dict[str, int]) -> Promise:
        """Return it as the verb takes it; `offers` are the numbers of offers by key."""
        facts = self.dict(exclude={"specials", "course"}) | {"course": number_of(self.course, offers, "course")}
        specials = tuple(
            Special(number_of(one.offer, offers), one.buyer, one.brought, one.rate) for one in self.specials
        )
        return Promise(**facts, specials=specials)


def number_of(key: str | None, offers: dict[str, int], field: str = "specials") -> int | None:
    """Return the number of an offer. Raises Invalid for one that is none of ours."""
    if key is not None and key not in offers:
        raise Invalid(f"no such offer: {key}", field=field)
    return None if key is None else offers[key]


class TermsOut(TermsFacts):
    """One version of the terms."""

    number: int
    made_at: datetime


class ProgrammeOut(Schema):
    """The programme; `terms` null before anything is promised."""

    is_open: bool
    terms: TermsOut | None


class Opening(Schema, extra="forbid"):
    """Whether members can apply."""

    is_open: bool


class TrainingOut(Schema):
    """How far one is in the course that comes before (a key): lectures that are done, of how many."""

    course: str
    title: str
    done: int
    of: int
    finished: bool


class DeskOut(Schema):
    """Figures of one partner; `owed` is taken off the next payout."""

    visitors: int
    customers: int
    orders: int
    sums: dict[Standing, int]
    owed: int


class PartnerOut(Schema):
    """A partner (`member` null: gone); `terms` is the version that they accepted, `sponsor` who brought them."""

    key: str
    member: str | None
    name: str
    code: str
    state: PartnerState
    text: str
    note: str
    terms: int
    accepted_at: datetime
    applied_at: datetime
    decided_at: datetime | None
    sponsor: str | None


class PartnerWhole(PartnerOut):
    """A partner with the figures, and how far they are in the course that comes before; null: there is none."""

    desk: DeskOut
    training: TrainingOut | None


class WhichPartners(Slice):
    """Which partners."""

    state: PartnerState | None = None


class Decision(Schema, extra="forbid"):
    """Where a partner is to be, with a word to them."""

    state: Literal["approved", "rejected", "suspended", "banned"]
    note: str = Field("", max_length=200)


class EntryOut(Schema):
    """What happened to a commission; `statement` is the number of the payout it is in."""

    kind: EntryKind
    net: int
    amount: int
    owed: bool
    why: str
    at: datetime
    statement: int | None


class EarningOut(Schema):
    """What was earned by an order, or by work for a bounty (a key): where it is, what is left of it, and its story."""

    key: str
    order: str | None
    bounty: str | None
    currency: str
    level: int
    rate: int
    standing: Standing
    amount: int
    net: int
    due_at: datetime
    settled_at: datetime | None
    entries: list[EntryOut]


class Turn(Schema, extra="forbid"):
    """Hold a commission, let it go, or take it back, saying why."""

    to: Literal["held", "released", "reversed"]
    why: str = Field(min_length=1, max_length=120)


class BatchOut(Schema):
    """Payouts put together at one time: how many, how much, and how many of them are paid."""

    key: str
    currency: str
    provider: str
    made_at: datetime
    many: int
    paid: int
    amount: int


class BatchIn(Schema, extra="forbid"):
    """Who brings the money: staff by hand, `stripe` (accounts acct_…), `wechatpay` (partners take it there)."""

    provider: Literal["manual", "stripe", "wechatpay"] = "manual"


class StatementOut(Schema):
    """A statement of one's own: what was paid, or is to be."""

    number: int
    amount: int
    currency: str
    state: PayoutState
    reference: str
    changed_at: datetime
    name: str
    country: str
    tax_id: str
    address: str
    account: str


class PayoutOut(StatementOut):
    """What one partner is paid in a batch; `once`: its mark for all tries; `asked_at`: when WeChat was asked."""

    key: str
    partner: str
    once: str
    tries: int
    why_not: str
    asked_at: datetime | None


class WhichPayouts(Slice):
    """Which payouts."""

    state: PayoutState | None = None


class PayoutTurn(Schema, extra="forbid"):
    """What became of a payout; `word`: its reference, or why it failed. One that failed: try again, or paid by hand."""

    state: Literal["sent", "paid", "failed", "prepared"]
    word: str = Field("", max_length=120)


def terms_shown(row: Terms) -> dict[str, Any]:
    """Return a version of the terms as the API shows one."""
    facts = {name: getattr(row, name) for name in TermsOut.model_fields if name not in ("specials", "course")}
    course = offer_keys(row.programme.community_id).get(row.course) if row.course else None
    rates = row.rates.select_related("offer")
    specials = [
        {"offer": one.offer.key if one.offer else None, "buyer": one.buyer, "brought": one.brought, "rate": one.rate}
        for one in rates
    ]
    return {**facts, "course": course, "specials": specials}


def partner_shown(row: Partner) -> dict[str, Any]:
    """Return a partner as the API shows one."""
    names = ("key", "code", "state", "text", "note", "accepted_at", "applied_at", "decided_at")
    facts = {name: getattr(row, name) for name in names}
    who = {
        "member": row.member.key if row.member else None,
        "name": row.name,
        "sponsor": row.sponsor.key if row.sponsor else None,
    }
    return {**facts, **who, "terms": row.terms.number}


def training_shown(far: HowFar | None) -> dict[str, Any] | None:
    """Return how far one is in the course that comes before as the API shows it."""
    if far is None:
        return None
    return {name: getattr(far, name) for name in ("title", "done", "of", "finished")} | {"course": far.key}


def desk_shown(desk: Desk) -> dict[str, Any]:
    """Return a partner's figures as the API shows them."""
    sums = {str(standing): amount for standing, amount in desk.sums.items()}
    return {name: getattr(desk, name) for name in ("visitors", "customers", "orders", "owed")} | {"sums": sums}


def earning_shown(row: Earning) -> dict[str, Any]:
    """Return a commission with all that happened to it as the API shows one."""
    one = earned(row)
    facts = {name: getattr(one.row, name) for name in ("key", "level", "rate", "due_at", "settled_at")}
    entries = [
        {name: getattr(line, name) for name in ("kind", "net", "amount", "owed", "why", "at")}
        | {"statement": line.payout.number if line.payout else None}
        for line in one.entries
    ]
    stands = {"standing": one.stands.standing, "amount": one.stands.amount, "net": one.stands.net}
    order = {"order": one.row.order.number if one.row.order else None, "currency": one.row.currency}
    order["bounty"] = one.row.work.bounty.key if one.row.work else None
    return {**facts, **stands, **order, "entries": entries}


def batch_shown(row: PayoutBatch) -> dict[str, Any]:
    """Return a batch as the API shows one."""
    return {name: getattr(row, name) for name in BatchOut.model_fields}


def payout_shown(row: Payout) -> dict[str, Any]:
    """Return a payout as the API shows one."""
    own = {name: getattr(row, name) for name in PayoutOut.model_fields if name not in ("partner", "currency")}
    return {**own, "partner": row.partner.key, "currency": row.batch.currency}
