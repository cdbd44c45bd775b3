"""Links that sign one person in, once."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.accounts.errors import LinkSpent
from coterie.accounts.models import Account, OneTimeLink
from coterie.accounts.rules import digest_of

LIFETIME = timedelta(hours=1)


@transaction.atomic
def make_one_time_link(*, account: int, lifetime: timedelta = LIFETIME, now: datetime) -> str:
    """Make a link for the account and return its secret, which is not kept; spent ones are swept away."""
    OneTimeLink.objects.filter(expires_at__lt=now).delete()
    secret = secrets.token_urlsafe(32)
    OneTimeLink.objects.create(account_id=account, digest=digest_of(secret), created_at=now, expires_at=now + lifetime)
    return secret


@transaction.atomic
def use_one_time_link(*, token: str, now: datetime) -> Account:
    """Spend the link and return whom it signs in.

    Many may try at once: the one whose UPDATE finds the link unused has it. Raises LinkSpent to all others.
    """
    digest = digest_of(token)
    won = OneTimeLink.objects.filter(digest=digest, used_at=None, expires_at__gt=now).update(used_at=now)
    account = Account.objects.get(pk=OneTimeLink.objects.get(digest=digest).account_id) if won else None
    if account is None or not account.is_active:
        raise LinkSpent(_("This link was used already or is too old. Ask for a new one, or sign in with your e-mail."))
    return account
