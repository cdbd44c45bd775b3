"""Being a partner, for the person who asks: apply, one's own page, what it brings, one's papers and statements."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema, Status

from coterie.api.binary import drawn_as, picture
from coterie.api.inside import READ, WRITE, own_member
from coterie.api.paging import Page, Slice, page_of
from coterie.api.partner_shapes import (
    DeskOut,
    EarningOut,
    PartnerOut,
    StatementOut,
    TermsOut,
    TrainingOut,
    desk_shown,
    earning_shown,
    partner_shown,
    payout_shown,
    terms_shown,
    training_shown,
)
from coterie.api.token import need_scope
from coterie.kit.actor import Actor
from coterie.kit.clock import now
from coterie.kit.errors import Invalid, NotFound
from coterie.market.queries.offers import offer_keys
from coterie.partners.designs.statement import statement_pdf
from coterie.partners.domain.binding import bind_by_code
from coterie.partners.domain.enrolment import accept_terms, apply_as_partner, arrange_page, keep_papers
from coterie.partners.models import Papers, Partner
from coterie.partners.queries.desk import desk_of
from coterie.partners.queries.earnings import earnings_of
from coterie.partners.queries.partners import own_partner, papers_of, terms_today, training_of
from coterie.partners.queries.payouts import payouts_of
from coterie.partners.queries.statement import statement_of

router = Router(tags=["partners"])
OWN = "/me/memberships/{slug}/partner"


class OwnDesk(Schema):
    """What partners agree to today; and once you have applied, you as a partner. `link` is where you send people."""

    terms: TermsOut | None
    partner: PartnerOut | None
    desk: DeskOut | None
    training: TrainingOut | None
    link: str | None


class Application(Schema, extra="forbid"):
    """Why you want to be a partner, by the version of the `terms` that you read and accept."""

    terms: int = Field(ge=1, le=10_000)
    text: str = Field("", max_length=1000)
    sponsor: str = Field("", max_length=40)


class Acceptance(Schema, extra="forbid"):
    """The version of the terms that you read and accept."""

    terms: int = Field(ge=1, le=10_000)


class PapersIn(Schema, extra="forbid"):
    """To whom and where you are paid; the country in two letters."""

    name: str = Field(min_length=1, max_length=120)
    country: str = Field(min_length=2, max_length=2)
    tax_id: str = Field("", max_length=40)
    address: str = Field(min_length=1, max_length=300)
    account: str = Field(min_length=1, max_length=200)


class PageIn(Schema, extra="forbid"):
    """The word in your address, and the keys of the offers on your page; none: all that are for sale."""

    code: str = Field(min_length=3, max_length=40)
    offers: list[str] = Field(default_factory=list, max_length=100)


class CodeIn(Schema, extra="forbid"):
    """The code of the partner who sent you."""

    code: str = Field(min_length=1, max_length=40)


class BoundOut(Schema):
    """Whose customer you are: the partner's code."""

    code: str


def desk_at(actor: Actor, community: int) -> dict[str, Any]:
    """Return one's own desk."""
    mine, terms = own_partner(actor, community).first(), terms_today(community)
    own: dict[str, Any] = {"partner": None, "desk": None, "link": None, "training": None}
    if mine:
        link = f"{settings.BASE_URL}/s/{mine.code}"
        own = {"partner": partner_shown(mine), "desk": desk_shown(desk_of(mine.pk)), "link": link}
        own["training"] = training_shown(training_of(mine))
    return {"terms": terms_shown(terms) if terms else None, **own}


def mine_at(actor: Actor, slug: str) -> Partner:
    """Return the actor as a partner. Raises NotFound."""
    row = own_partner(actor, own_member(actor, slug).community_id).first()
    if row is None:
        raise NotFound(_("You are no partner here."))
    return row


@router.get(OWN, response=OwnDesk)
def own_desk(request: HttpRequest, slug: str) -> dict[str, Any]:
    """Show what partners agree to, and your own figures."""
    actor = need_scope(request, READ)
    return desk_at(actor, own_member(actor, slug).community_id)


@router.post(f"{OWN}/application", response={201: OwnDesk})
def apply(request: HttpRequest, slug: str, body: Application) -> Status[dict[str, Any]]:
    """Ask to become a partner; nobody pays for that."""
    actor = need_scope(request, WRITE)
    community = own_member(actor, slug).community_id
    apply_as_partner(community=community, **body.dict(), actor=actor, now=now())
    return Status(201, desk_at(actor, community))


@router.put(f"{OWN}/terms", response=OwnDesk)
def accept(request: HttpRequest, slug: str, body: Acceptance) -> dict[str, Any]:
    """Accept the terms of today."""
    actor = need_scope(request, WRITE)
    community = mine_at(actor, slug).programme.community_id
    accept_terms(community=community, terms=body.terms, actor=actor, now=now())
    return desk_at(actor, community)


@router.put(f"{OWN}/page", response=OwnDesk)
def arrange(request: HttpRequest, slug: str, body: PageIn) -> dict[str, Any]:
    """Choose the word in your address, and what stands on your page."""
    actor = need_scope(request, WRITE)
    community = mine_at(actor, slug).programme.community_id
    keys = {key: pk for pk, key in offer_keys(community).items()}
    if unknown := [key for key in body.offers if key not in keys]:
        raise Invalid(f"no such offer: {unknown[0]}", field="offers")
    offers = [keys[key] for key in body.offers]
    arrange_page(community=community, code=body.code, offers=offers, actor=actor, now=now())
    return desk_at(actor, community)


@router.get(f"{OWN}/papers", response=PapersIn)
def papers(request: HttpRequest, slug: str) -> Papers:
    """Show to whom and where you are paid."""
    row = papers_of(mine_at(need_scope(request, READ), slug))
    if row is None:
        raise NotFound(_("You have not said yet to whom you are paid."))
    return row


@router.put(f"{OWN}/papers", response=PapersIn)
def change_papers(request: HttpRequest, slug: str, body: PapersIn) -> Papers:
    """Say to whom and where you are paid."""
    actor = need_scope(request, WRITE)
    community = mine_at(actor, slug).programme.community_id
    return keep_papers(community=community, actor=actor, now=now(), **body.dict())


@router.get(f"{OWN}/earnings", response=Page[EarningOut])
def own_earnings(request: HttpRequest, slug: str, part: Query[Slice]) -> dict[str, object]:
    """List what you earned with all that happened to it, newest first."""
    mine = mine_at(need_scope(request, READ), slug)
    return page_of(earnings_of(mine.pk), part, earning_shown)


@router.get(f"{OWN}/statements", response=Page[StatementOut])
def own_statements(request: HttpRequest, slug: str, part: Query[Slice]) -> dict[str, object]:
    """List your statements, newest first."""
    mine = mine_at(need_scope(request, READ), slug)
    return page_of(payouts_of(mine), part, payout_shown)


@router.get(f"{OWN}/statements/{{number}}", response={200: None}, openapi_extra=drawn_as("application/pdf"))
def own_statement(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Fetch one of your statements as a document."""
    row = payouts_of(mine_at(need_scope(request, READ), slug)).filter(number=number).first()
    if row is None:
        raise NotFound(_("There is no such statement."))
    answer = picture(statement_pdf(statement_of(row)), "application/pdf")
    answer["Cache-Control"] = "no-store"
    return answer


@router.put("/me/memberships/{slug}/partner-code", response=BoundOut)
def sent_by(request: HttpRequest, slug: str, body: CodeIn) -> dict[str, str]:
    """Say which partner sent you; who is another partner's customer stays it while that lasts."""
    actor = need_scope(request, WRITE)
    row = bind_by_code(community=own_member(actor, slug).community_id, code=body.code, actor=actor, now=now())
    return {"code": row.partner.code}
