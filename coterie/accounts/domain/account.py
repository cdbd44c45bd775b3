"""Opening accounts."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.accounts.events import AccountCreated
from coterie.accounts.models import Account
from coterie.kit.errors import Conflict, Invalid
from coterie.platform.events.log import publish


@transaction.atomic
def open_account(*, name: str, email: str | None = None, language: str = "", now: datetime) -> Account:
    """Make an account for a person who was not known before.

    Raises Invalid without a name and Conflict when the address is taken.
    """
    name, email = name.strip(), (email or "").strip().lower() or None
    if not name:
        raise Invalid(_("Please give a name."), field="name")
    if email and Account.objects.filter(email=email).exists():
        raise Conflict(_("This address has an account already. Sign in first."), field="email")
    account = Account(name=name[:60], email=email, language=language, created_at=now)
    account.set_unusable_password()
    account.save()
    publish(AccountCreated(at=now, actor=account.pk))
    return account
