"""What the ledger says: balances and statements."""

from datetime import datetime

from django.db.models import QuerySet

from coterie.platform.ledger.models import LedgerAccount, LedgerEntry, LedgerLeg
from coterie.platform.ledger.posting import Book, Purse


def account_of(book: Book, purse: Purse) -> LedgerAccount | None:
    """Return a purse, once something was in it."""
    facts = {"community": book.community, "book": book.book, "kind": purse.kind, "owner": purse.owner}
    return LedgerAccount.objects.filter(**facts).first()


def entry_called(key: str) -> int:
    """Return the entry of a business key. Raises LedgerEntry.DoesNotExist."""
    return LedgerEntry.objects.values_list("pk", flat=True).get(key=key)


def balance_of(book: Book, purse: Purse) -> int:
    """Return what is in a purse."""
    row = account_of(book, purse)
    return row.balance if row else 0


def accounts_of(book: str, kind: str, community: int | None = None) -> QuerySet[LedgerAccount]:
    """Return all purses of a kind that have something in them, of one community or of all."""
    rows = LedgerAccount.objects.filter(book=book, kind=kind).exclude(balance=0)
    return rows if community is None else rows.filter(community=community)


def statement_of(book: Book, purse: Purse) -> QuerySet[LedgerLeg]:
    """Return the legs of a purse with their entries, the latest first."""
    facts = {"account__community": book.community, "account__book": book.book, "account__kind": purse.kind}
    rows = LedgerLeg.objects.filter(**facts, account__owner=purse.owner)
    return rows.select_related("entry").order_by("-version")


def credited_before(account: LedgerAccount, moment: datetime) -> int:
    """Return all that had come into an account before a moment."""
    last = LedgerLeg.objects.filter(account=account, at__lt=moment).order_by("-version").first()
    return last.credited if last else 0


def purses_of(entry: int) -> set[tuple[str, int]]:
    """Return between which purses an entry moved something: kind and owner."""
    return set(LedgerLeg.objects.filter(entry=entry).values_list("account__kind", "account__owner"))


def kind_of(entry: int) -> str:
    """Return what an entry is for."""
    return LedgerEntry.objects.values_list("kind", flat=True).get(pk=entry)


def accounts_in(community: int) -> QuerySet[LedgerAccount]:
    """Return every purse of a community that something was ever booked to, by book, kind and owner."""
    return LedgerAccount.objects.filter(community=community, legs__gt=0).order_by("book", "kind", "owner")


def entries_in(community: int) -> QuerySet[LedgerEntry]:
    """Return every entry of a community with its legs, what it reverses and what reversed it; the latest first."""
    rows = LedgerEntry.objects.filter(community=community).select_related("reverses")
    return rows.prefetch_related("legs__account", "reversals").order_by("-at", "-id")


def legs_in(community: int) -> QuerySet[LedgerLeg]:
    """Return every leg of a community with its entry and account; the latest first."""
    rows = LedgerLeg.objects.filter(account__community=community)
    return rows.select_related("entry", "account").order_by("-at", "-id")
