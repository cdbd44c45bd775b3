"""Whose mail an account reads. Only proved addresses are kept, one per account.

The same address is entered in the table of the sign-in library, which looks there who reads what.
"""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from coterie.accounts.events import EmailConfirmed
from coterie.accounts.models import Account
from coterie.kit.db.rows import locked
from coterie.kit.errors import Conflict, Invalid
from coterie.platform.events.log import publish


@transaction.atomic
def confirm_email(*, account: int, email: str, now: datetime) -> Account:
    """Keep that the person reads the mail of this address, from now on the account's only one.

    Raises Conflict when the address belongs to another account.
    """
    row = locked(Account.objects.filter(pk=account))
    if row.email == checked_email(email) and has_proved(row):
        return row
    row.email = checked_email(email)
    try:
        with transaction.atomic():
            row.save(update_fields=["email"])
            own_address(row)
    except IntegrityError as error:
        raise Conflict(_("This address has an account already. Sign in with it instead."), field="email") from error
    publish(EmailConfirmed(at=now, actor=account))
    return row


def own_address(account: Account) -> None:
    """Make the library's table say the same as the account: this address, proved, and no other."""
    if account.email is None:
        return
    EmailAddress.objects.filter(user=account.pk).exclude(email=account.email).delete()
    EmailAddress.objects.update_or_create(
        user_id=account.pk, email=account.email, defaults={"verified": True, "primary": True}
    )


def has_proved(account: Account) -> bool:
    """Tell whether the library's table knows the address as proved."""
    return EmailAddress.objects.filter(user=account.pk, email=account.email, verified=True).exists()


def checked_email(email: str) -> str:
    """Return an address as it is kept: trimmed, in small letters."""
    kept = email.strip().lower()
    try:
        validate_email(kept)
    except ValidationError as error:
        raise Invalid(_("This is no e-mail address."), field="email") from error
    return kept
