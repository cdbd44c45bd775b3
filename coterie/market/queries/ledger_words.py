"""What accounts and entries of the ledger are called."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coterie.communities.enums import Permission
from coterie.communities.queries.access import may
from coterie.kit.actor import Actor
from coterie.market.models import Offer, Project, Team
from coterie.members.queries.members import names_of
from coterie.platform.ledger.models import LedgerAccount

KINDS: dict[str, Promise] = {
    "sale": gettext_lazy("An order was paid"),
    "late": gettext_lazy("Money came too late or twice"),
    "fee": gettext_lazy("A provider kept its fee"),
    "goods": gettext_lazy("Goods went out"),
    "refund": gettext_lazy("Money was given back"),
    "goods_back": gettext_lazy("Goods came back"),
    "award": gettext_lazy("Points were earned"),
    "revoked": gettext_lazy("Points were taken back"),
    "envelope": gettext_lazy("An envelope was filled"),
    "envelope_rest": gettext_lazy("The rest of an envelope came back"),
    "share": gettext_lazy("A share of an envelope was taken"),
    "expired": gettext_lazy("Points ended"),
    "purchase": gettext_lazy("A prize was bought"),
    "purchase_back": gettext_lazy("A prize was given back"),
    "order": gettext_lazy("Points paid a part of an order"),
    "order_back": gettext_lazy("Points of an order came back"),
    "won": gettext_lazy("A project was won"),
    "together": gettext_lazy("A team that buys together is complete"),
    "together_back": gettext_lazy("Money of a team that is complete went back"),
    "won_back": gettext_lazy("Money of a project that was won went back"),
    "reward": gettext_lazy("A campaign gave a reward"),
    "reward_back": gettext_lazy("A campaign took a reward back"),
    "commission": gettext_lazy("A partner earned commission"),
    "bounty": gettext_lazy("Work of a partner was accepted"),
    "commission_back": gettext_lazy("Commission was taken back"),
    "claw_back": gettext_lazy("Commission that was paid is owed back"),
    "netted": gettext_lazy("A partner's debt was taken off a payout"),
    "payout": gettext_lazy("A partner was paid"),
}
PURSES: dict[str, Promise] = {
    "fees": gettext_lazy("What payment providers kept"),
    "stock": gettext_lazy("Goods taken from the stock"),
    "owed": gettext_lazy("Money that goes back: it came late or twice"),
    "issue": gettext_lazy("Points promised to members"),
    "spent": gettext_lazy("Points spent in the shop"),
    "expired": gettext_lazy("Points that ended"),
    "envelope": gettext_lazy("Points in an envelope"),
    "campaign": gettext_lazy("What the rewards of a campaign cost"),
    "given": gettext_lazy("What was given away as rewards"),
    "commission_due": gettext_lazy("Commission owed to a partner"),
    "claw_back": gettext_lazy("Commission that a partner owes back"),
}
MANUAL, CASH = "cash:manual", "cash:"


def kind_called(kind: str) -> str:
    """Return what an entry of a kind is called; its plain name where nobody gave it another."""
    return str(KINDS.get(kind, kind))


def code_of(account: LedgerAccount) -> str:
    """Return the code of an account, the same for ever: its kind, and whose it is."""
    return f"{account.kind}:{account.owner}" if account.owner else account.kind


def accounts_called(actor: Actor, community: int, accounts: Iterable[LedgerAccount]) -> dict[int, str]:
    """Return what accounts are called, by their number; members by name for whoever may see members."""
    rows = list(accounts)
    offers = {row.owner for row in rows if row.kind in {"revenue", "goods", "commission"}}
    titles = dict(Offer.objects.filter(community=community, pk__in=offers).values_list("pk", "title"))
    held = {row.owner for row in rows if row.kind == "escrow"}
    projects = dict(Project.objects.filter(pk__in=held).values_list("pk", "offer__title")) if held else {}
    together = {row.owner for row in rows if row.kind == "team"}
    teams = dict(Team.objects.filter(pk__in=together).values_list("pk", "variant__offer__title")) if together else {}
    members = {row.owner for row in rows if row.kind == "wallet"}
    known = may(actor, Permission.SEE_MEMBERS, community)
    names = names_of(community, members) if known and members else {}
    called = {"escrow": projects, "team": teams}
    return {row.pk: account_called(row, called.get(row.kind, titles), names) for row in rows}


def account_called(row: LedgerAccount, titles: dict[int, str], names: dict[int, str]) -> str:
    """Return what one account is called."""
    words: dict[str, str] = {
        "revenue": _("What buyers of “%(offer)s” paid") % {"offer": titles.get(row.owner, "?")},
        "goods": _("What the goods of “%(offer)s” cost") % {"offer": titles.get(row.owner, "?")},
        "commission": _("Commission on “%(offer)s”") % {"offer": titles.get(row.owner, "?")}
        if row.owner
        else _("Bounties for work of partners"),
        "escrow": _("What backers of “%(project)s” paid, until it is decided")
        % {"project": titles.get(row.owner, "?")},
        "team": _("What a team paid for “%(offer)s” before it is complete") % {"offer": titles.get(row.owner, "?")},
        "wallet": _("Points of %(member)s") % {"member": names.get(row.owner, _("a member"))},
        "budget": _("Points to give in %(month)s") % {"month": f"{row.owner // 100}-{row.owner % 100:02}"},
        MANUAL: _("Money taken by hand"),
    }
    if row.kind.startswith(CASH) and row.kind not in words:
        return _("Money held by %(provider)s") % {"provider": row.kind.removeprefix(CASH)}
    return words.get(row.kind) or str(PURSES.get(row.kind, code_of(row)))
