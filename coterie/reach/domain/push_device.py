"""Browsers to which people let us push."""

import re
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.kit.actor import Actor
from coterie.kit.errors import Conflict, Forbidden, Invalid
from coterie.reach.models import PushDevice

MOST = 10
"""Browsers of one person."""
BASE64, LONGEST = re.compile(r"[A-Za-z0-9_-]+"), 600
P256DH, AUTH = (87, 88), (22, 24)
"""Signs of 65 and of 16 bytes, with or without the mark of the end."""


@transaction.atomic
def add_push_device(*, endpoint: str, p256dh: str, auth: str, actor: Actor, now: datetime) -> PushDevice:
    """Let us push to a browser; one that changed its owner or keys is theirs from now on.

    Raises Invalid for what no browser says, Conflict for more browsers than anybody has.
    """
    if actor.account is None:
        raise Forbidden
    p256dh, auth = p256dh.rstrip("="), auth.rstrip("=")
    sound = len(p256dh) in P256DH and len(auth) in AUTH and BASE64.fullmatch(p256dh + auth)
    if not sound or not endpoint.startswith("https://") or len(endpoint) > LONGEST:
        raise Invalid(_("This browser cannot be reached."), field="endpoint")
    others = PushDevice.objects.filter(account=actor.account).exclude(endpoint=endpoint)
    if others.count() >= MOST:
        raise Conflict(_("At most ten browsers of yours are told."))
    facts = {"account_id": actor.account, "p256dh": p256dh, "auth": auth, "added_at": now}
    row, _made = PushDevice.objects.update_or_create(endpoint=endpoint, defaults=facts)
    return row


@transaction.atomic
def remove_push_device(*, endpoint: str, actor: Actor, now: datetime) -> int:  # noqa: ARG001 - the shape of verbs
    """Push to a browser no more; return how many there were."""
    gone, _each = PushDevice.objects.filter(endpoint=endpoint, account=actor.account).delete()
    return gone
