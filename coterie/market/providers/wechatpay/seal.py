"""WeChat Pay's signatures and its sealed envelopes (API v3).

What is signed are lines that each end in a line feed: method, path, moment, nonce and body of a request; moment, nonce
and body of an answer or a notice.
"""

import base64
import binascii
from collections.abc import Mapping
from datetime import datetime, timedelta

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, OAEP
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA1
from django.utils.translation import gettext_lazy as _

from coterie.market.providers.port import Forged, Unreadable
from coterie.market.providers.rsa_key import is_signed, signed
from coterie.market.providers.told import NO_SENSE, Told

SCHEME = "WECHATPAY2-SHA256-RSA2048"
WINDOW = timedelta(minutes=5)
DIGITS = 11
ALGORITHM = "AEAD_AES_256_GCM"


def authorization(
    key: RSAPrivateKey, *, who: Mapping[str, str], method: str, path: str, body: str, now: datetime, nonce: str
) -> str:
    """Return the header that signs a request; `who` has `mchid` and the `serial` of our certificate."""
    moment = int(now.timestamp())
    signature = signed(key, f"{method}\n{path}\n{moment}\n{nonce}\n{body}\n")
    return (
        f'{SCHEME} mchid="{who["mchid"]}",nonce_str="{nonce}",timestamp="{moment}",'
        f'serial_no="{who["serial"]}",signature="{signature}"'
    )


def check(headers: Mapping[str, str], body: bytes, *, keys: Mapping[str, RSAPublicKey], now: datetime) -> None:
    """Raise Forged unless WeChat Pay signed this body, a short while ago. Headers are in small letters."""
    moment, nonce = headers.get("wechatpay-timestamp", ""), headers.get("wechatpay-nonce", "")
    key = keys.get(headers.get("wechatpay-serial", "").upper())
    if not (moment.isascii() and moment.isdigit() and len(moment) <= DIGITS and nonce):
        raise Forged(_("The notice is not signed."))
    if key is None:
        raise Forged(_("The notice is signed with a key that we do not know."))
    message = f"{moment}\n{nonce}\n".encode(errors="replace") + body + b"\n"
    if not is_signed(key, message, headers.get("wechatpay-signature", "")):
        raise Forged(_("The notice's signature is wrong."))
    if abs(now.timestamp() - int(moment)) > WINDOW.total_seconds():
        raise Forged(_("The notice is too old."))


def opened(resource: Told, *, key: bytes) -> Told:
    """Open an envelope. Raises Forged when it was closed with another key, Unreadable when it is none."""
    if resource.text("algorithm") != ALGORITHM:
        raise Unreadable(NO_SENSE)
    sealed, nonce = resource.at("ciphertext").value, resource.text("nonce").encode()
    try:
        box = base64.b64decode(sealed if isinstance(sealed, str) else "", validate=True)
        return Told.of(unsealed(box, key=key, nonce=nonce, about=resource.text("associated_data").encode()))
    except InvalidTag as error:
        raise Forged(_("The notice is sealed with another key.")) from error
    except (binascii.Error, ValueError) as error:
        raise Unreadable(NO_SENSE) from error


def unsealed(box: bytes, *, key: bytes, nonce: bytes, about: bytes) -> bytes:
    """Return what was sealed with AES-GCM."""
    return AESGCM(key).decrypt(nonce, box, about)


def closed(text: str, *, key: RSAPublicKey) -> str:
    """Return a few words as only WeChat Pay can read them (RSAES-OAEP with SHA-1, which is what it takes)."""
    padding = OAEP(MGF1(SHA1()), SHA1(), None)  # noqa: S303 - no signature: OAEP does not rest on collisions
    return base64.b64encode(key.encrypt(text.encode(), padding)).decode()
