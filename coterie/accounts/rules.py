"""Secrets, scopes and profiles: what may be, and what belongs to whom. Pure."""

import hashlib
import hmac
import re
from datetime import datetime

from coterie.accounts.models import ApiToken
from coterie.kit.actor import Actor

MARK = "coterie"
"""Begins every API secret, so that scanners of leaked secrets can know one."""

API_SECRET = re.compile(rf"{MARK}_(?P<prefix>[a-z0-9]{{12}})_[A-Za-z0-9_-]{{43}}")

SCOPE = re.compile(r"[a-z][a-z_]{1,39}")


def digest_of(secret: str) -> str:
    """Return what is kept of a secret. It has 256 random bits, so that one quick hash is enough."""
    return hashlib.sha256(secret.encode(errors="surrogatepass")).hexdigest()


def same_secret(secret: str, digest: str) -> bool:
    """Tell whether the digest is of this secret, in a time that does not depend on where they differ."""
    return hmac.compare_digest(digest_of(secret), digest)


def prefix_in(secret: str) -> str | None:
    """Return the part of an API secret that names its token; None when this is no API secret."""
    match = API_SECRET.fullmatch(secret)
    return match["prefix"] if match else None


def is_scope(text: str) -> bool:
    """Tell whether the text can be the name of a scope; which scopes there are is known upstairs."""
    return SCOPE.fullmatch(text) is not None


def is_live(token: ApiToken, now: datetime) -> bool:
    """Tell whether the token opens anything at `now`."""
    return token.revoked_at is None and (token.expires_at is None or token.expires_at > now)


def may_manage(actor: Actor, account: int) -> bool:
    """Tell whether the actor may change the account: the person signed in, or the terminal; never a token."""
    return actor.system or (actor.account == account and actor.scopes is None)
