"""Setting up how money comes in: a provider's credentials, closed; on and off."""

import json
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.communities.queries.communities import currency_of
from coterie.kit.actor import Actor
from coterie.kit.db.rows import lock_name
from coterie.kit.errors import Conflict, DomainError, Invalid, NotFound
from coterie.kit.json import Json
from coterie.market.events import ProviderChanged
from coterie.market.models import ProviderAccount
from coterie.market.providers.catalogue import PROVIDERS, takes
from coterie.market.providers.port import provider_called
from coterie.market.queries.providers import account_of, box, fields_of, secrets_of
from coterie.platform.events.log import publish

LONGEST = 20_000
"""Letters of a credential: several certificates under each other."""


@transaction.atomic
def set_up_provider(
    *, community: int, provider: str, secrets: Mapping[str, str], on: bool, actor: Actor, now: datetime
) -> ProviderAccount:
    """Keep the credentials of a provider and switch it on or off; a secret that is left empty stays as it was.

    Raises Invalid naming the field, Conflict for a currency that the provider does not take.
    """
    require(actor, Permission.EDIT_PROVIDERS, community)
    if provider not in PROVIDERS:
        raise NotFound(_("There is no such payment provider."))
    lock_name(f"provider:{community}:{provider}")
    row = account_of(community, provider) or ProviderAccount(community_id=community, provider=provider)
    before = secrets_of(row)
    kept = merged(provider, before, secrets)
    refuse_unusable(provider, kept, currency_of(community), on=on)
    row.sealed, row.is_on, row.changed_at, row.trouble = box().close(json.dumps(kept).encode()), on, now, ""
    row.save()
    changed = sorted(name for name in kept if kept[name] != before.get(name))
    data: dict[str, Json] = {"provider": provider, "on": on, "fields": list(changed)}
    publish(ProviderChanged(at=now, community=community, actor=actor.account, subject=row.pk, data=data))
    return row


def merged(provider: str, before: Mapping[str, str], given: Mapping[str, str]) -> dict[str, str]:
    """Return the credentials with what was filled in."""
    kept: dict[str, str] = {}
    for field in fields_of(provider):
        said = given.get(field.name)
        if said is not None and len(said) > LONGEST:
            raise Invalid(_("This is too long."), field=field.name)
        empty = said is None or (field.secret and not said.strip())
        kept[field.name] = before.get(field.name, "") if empty or said is None else said.strip()
    return kept


def refuse_unusable(provider: str, kept: Mapping[str, str], currency: str, *, on: bool) -> None:
    """Refuse credentials that cannot be used, and a currency that is not taken."""
    if on or any(kept.values()):
        provider_called(provider, kept)
    if on and not takes(provider, currency):
        raise Conflict(_("This provider does not take %(currency)s.") % {"currency": currency})


def note_trouble(row: ProviderAccount, error: DomainError) -> None:
    """Keep what a provider said when it refused."""
    ProviderAccount.objects.filter(pk=row.pk).update(trouble=str(error)[:300])


def note_well(row: ProviderAccount, now: datetime) -> None:
    """Keep when a provider and we understood each other."""
    ProviderAccount.objects.filter(pk=row.pk).update(checked_at=now, trouble="")
