"""Pushing to browsers: encrypted for one of them (RFC 8291), signed by this install (RFC 8292)."""

import hashlib
import json
from email.utils import parseaddr
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from django.conf import settings

from coterie.kit.http_out import fetch
from coterie.reach.models import PushDevice

if TYPE_CHECKING:
    from webpush import WebPushMessage

ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""Of the curve P-256."""
GONE, BUSY = (404, 410), 300
HOURS = 12
KEPT_FOR = HOURS * 3600


class NotPushed(Exception):
    """The push service did not take it; another time it may."""


@cache
def own_key() -> ec.EllipticCurvePrivateKey:
    """Return the key by which push services know this install: always the same for the same secret key."""
    seed = hashlib.sha512(b"web push:" + settings.SECRET_KEY.encode()).digest()
    return ec.derive_private_key(int.from_bytes(seed) % (ORDER - 1) + 1, ec.SECP256R1())


def own_public_key() -> bytes:
    """Return what browsers are told of the key: a point of 65 bytes."""
    return own_key().public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def push(*, device: int, title: str, text: str, path: str) -> bool:
    """Push one note to one browser; tell whether the service took it. A browser that is gone is forgotten.

    Raises NotPushed and NotFetched where trying again may help.
    """
    row = PushDevice.objects.filter(pk=device).first()
    if row is None:
        return False
    note = json.dumps({"title": title, "text": text, "path": path}, ensure_ascii=False).encode()
    sealed = sealed_for(row, note)
    answer = fetch(row.endpoint, method="POST", headers=dict(sealed.headers), body=sealed.encrypted)
    if answer.status in GONE:
        row.delete()
        return False
    if answer.status >= BUSY:
        raise NotPushed(str(answer.status))
    return True


def sealed_for(row: PushDevice, note: bytes) -> "WebPushMessage":
    """Encrypt a note for one browser, and sign where it goes; the library comes late, for it takes its time."""
    from webpush import WebPush, WebPushSubscription

    private = own_key().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    public = own_key().public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    who = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    sealer = WebPush(BytesIO(private), BytesIO(public), subscriber=who, ttl=KEPT_FOR, expiration=KEPT_FOR)
    where = {"endpoint": row.endpoint, "keys": {"p256dh": row.p256dh, "auth": row.auth}}
    return sealer.get(note, WebPushSubscription.model_validate(where))
