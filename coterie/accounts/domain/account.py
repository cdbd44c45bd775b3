"""Opening accounts and changing profiles."""

from datetime import datetime
from zoneinfo import available_timezones

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from coterie.accounts.domain.email import checked_email, own_address
from coterie.accounts.events import AccountChanged, AccountCreated
from coterie.accounts.models import Account
from coterie.accounts.rules import may_manage
from coterie.kit.actor import Actor
from coterie.kit.db.rows import altered, locked
from coterie.kit.db.written import insert
from coterie.kit.errors import Conflict, Invalid, NotFound
from coterie.kit.text import clean
from coterie.platform.events.log import publish


def opened(*, name: str, email: str | None = None, language: str = "", now: datetime) -> Account:
    """Make an account for a person who was not known before; who gives `email` has seen it proved.

    In the caller's transaction; `open_account` has one of its own.

    Raises Invalid without a name or for a malformed address, and Conflict when the address is taken.
    """
    account = Account(name=checked_name(name), language=checked_language(language), created_at=now)
    account.set_unusable_password()
    if email:
        account.email = checked_email(email)
    try:
        with transaction.atomic(savepoint=bool(email)):
            insert(account)
            own_address(account)
    except IntegrityError as error:
        raise Conflict(_("This address has an account already. Sign in first."), field="email") from error
    publish(AccountCreated(at=now, actor=account.pk))
    return account


open_account = transaction.atomic(opened)


@transaction.atomic
def change_profile(*, account: int, name: str, language: str, timezone: str, actor: Actor, now: datetime) -> Account:
    """Change how a person is called, and in which language and zone pages speak to them.

    Raises Invalid naming the field that is wrong.
    """
    if not may_manage(actor, account):
        raise NotFound
    row = locked(Account.objects.filter(pk=account))
    wanted = {"name": checked_name(name), "language": checked_language(language), "timezone": checked_zone(timezone)}
    changed = altered(row, wanted)
    if changed:
        row.save(update_fields=changed)
        publish(AccountChanged(at=now, actor=account, data={"fields": changed}))
    return row


def checked_name(name: str) -> str:
    """Return a name as it is kept."""
    kept = clean(name)[:60].strip()
    if not kept:
        raise Invalid(_("Please give a name."), field="name")
    return kept


def checked_language(language: str) -> str:
    """Return the code of a language that the pages speak, or nothing."""
    if language and language not in dict(settings.LANGUAGES):
        raise Invalid(_("Choose from the list."), field="language")
    return language


def checked_zone(timezone: str) -> str:
    """Return the name of a time zone, or nothing."""
    if timezone and timezone not in available_timezones():
        raise Invalid(_("Unknown time zone."), field="timezone")
    return timezone
