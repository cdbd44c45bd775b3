"""Finding people who can sign in."""

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from coterie.accounts.models import Account
from coterie.kit.db.prepared import PreparedObjects
from coterie.kit.errors import NotFound


def account_by_email(email: str) -> Account | None:
    """Return the active account with this address."""
    return Account.objects.filter(email=email.strip().lower(), is_active=True).first()


def account_by_key(key: str) -> Account:
    """Return the account with this key.

    Raises NotFound when there is none.
    """
    account = Account.objects.filter(key=key).first()
    if account is None:
        raise NotFound(_("There is no such person."))
    return account


def account_with(pk: int) -> Account:
    """Return an account by its number."""
    return Account.objects.get(pk=pk)


_active = PreparedObjects(Account, lambda pk: Account.objects.filter(pk=pk, is_active=True), int)


def account_signed_in(pk: int) -> Account | None:
    """Return the active account of a session; every page asks."""
    return _active.first(pk)


def mail_domains_of(accounts: Collection[int]) -> dict[int, str]:
    """Return the domains of the addresses of people who gave one, by account."""
    rows = Account.objects.filter(pk__in=accounts, email__isnull=False)
    return {pk: (email or "").rpartition("@")[2].lower() for pk, email in rows.values_list("pk", "email")}
