"""A partner's statements as papers, and every entry of their commission."""

from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from coterie.partners.designs.statement import Statement, StatementRow
from coterie.partners.models import CommissionEntry, Partner, Payout
from coterie.partners.queries.payouts import StatementLine, lines_of


def entries_of(partner: Partner) -> QuerySet[CommissionEntry]:
    """The entries of a partner with the orders they are about, the latest first."""
    rows = CommissionEntry.objects.filter(partner=partner).select_related(
        "earning__order", "earning__work__bounty", "payout", "account"
    )
    return rows.order_by("-at", "-pk")


def statement_of(row: Payout) -> Statement:
    """Return the statement of a payout, its days by the community's clock."""
    community = row.batch.programme.community
    zone = ZoneInfo(community.timezone)
    return Statement(
        number=row.number, issuer=community.name, name=row.name, address=row.address, country=row.country,
        tax_id=row.tax_id, account=row.account, state=row.get_state_display(), reference=row.reference,
        on=row.changed_at.astimezone(zone).date(), currency=row.batch.currency, amount=row.amount,
        rows=tuple(row_of(line, zone) for line in lines_of(row)),
    )  # fmt: skip


def row_of(line: StatementLine, zone: ZoneInfo) -> StatementRow:
    """Return a line as the paper says it."""
    what = f"{line.kind.label} · {_('second level')}" if line.level > 1 else str(line.kind.label)
    name = _("bounty “%(title)s”") % {"title": line.order} if line.is_work else line.order
    return StatementRow(name, what, line.at.astimezone(zone).date(), None if line.is_work else line.net, line.amount)
