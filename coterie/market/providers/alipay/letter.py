"""Alipay's signatures: RSA with SHA-256 over sorted names and values (sign_type RSA2).

In a request `sign_type` is signed too, in a notice it is not; of an answer the very letters of its one member are.
"""

import json
from collections.abc import Mapping
from urllib.parse import parse_qsl

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from django.utils.translation import gettext_lazy as _

from coterie.market.providers.port import Forged, Unreadable
from coterie.market.providers.rsa_key import is_signed, signed
from coterie.market.providers.told import NO_SENSE

SIGN_TYPE = "RSA2"
FIELDS = 200


def joined(values: Mapping[str, str]) -> str:
    """Return what is signed."""
    return "&".join(f"{name}={values[name]}" for name in sorted(values))


def with_signature(values: Mapping[str, str], *, key: RSAPrivateKey) -> dict[str, str]:
    """Sign a request; what is empty is left out."""
    given = {name: value for name, value in values.items() if value}
    return {**given, "sign": signed(key, joined(given))}


def opened(body: bytes, *, key: RSAPublicKey) -> dict[str, str]:
    """Read the form of a notice. Raises Forged unless Alipay signed it, Unreadable when it is no form."""
    try:
        pairs = parse_qsl(
            body.decode("ascii"), keep_blank_values=True, strict_parsing=True, errors="strict", max_num_fields=FIELDS
        )
        sent = dict(pairs)
    except ValueError as error:
        raise Unreadable(NO_SENSE) from error
    if len(sent) != len(pairs):
        raise Unreadable(NO_SENSE)
    if sent.get("sign_type") != SIGN_TYPE:
        raise Forged(_("The notice is not signed."))
    message = joined({name: value for name, value in sent.items() if name not in {"sign", "sign_type"}})
    if not is_signed(key, message.encode(errors="replace"), sent.get("sign", "")):
        raise Forged(_("The notice's signature is wrong."))
    return sent


def signed_part(text: str, name: str, signature: str, *, key: RSAPublicKey) -> str | None:
    """Return the letters of an answer's member `name`, exactly as they were signed; None for a wrong signature."""
    start = text.find(f'"{name}"')
    start = text.find("{", start) if start >= 0 else -1
    if start < 0:
        return None
    try:
        _value, end = json.JSONDecoder().raw_decode(text, start)
    except (ValueError, RecursionError):
        return None
    part = text[start:end]
    return part if is_signed(key, part.encode(errors="replace"), signature) else None
