"""RSA keys as people copy them from a provider's pages, and signatures with SHA-256."""

import base64
import binascii
import re

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_der_private_key, load_der_public_key
from cryptography.x509 import load_der_x509_certificate
from django.utils.translation import gettext_lazy as _

from coterie.kit.errors import Invalid

BLOCK = re.compile(r"-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\s]+)-----END \1-----")


def private_key(text: str, *, field: str) -> RSAPrivateKey:
    """Read a private key, PEM or the bare letters inside of it. Raises Invalid."""
    try:
        key = load_der_private_key(blocks(text)[0][1], password=None)
    except (ValueError, TypeError, IndexError, UnsupportedAlgorithm) as error:
        raise unread(field) from error
    if not isinstance(key, RSAPrivateKey):
        raise unread(field)
    return key


def public_keys(text: str, *, field: str, called: str = "") -> dict[str, RSAPublicKey]:
    """Read public keys and certificates by serial number; a bare public key goes by the name that it is `called`.

    Raises Invalid.
    """
    keys: dict[str, RSAPublicKey] = {}
    try:
        for title, content in blocks(text):
            name, key = certified(content) if title == "CERTIFICATE" else (called, load_der_public_key(content))
            if not isinstance(key, RSAPublicKey):
                raise unread(field)
            keys[name.upper()] = key
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise unread(field) from error
    return keys


def certified(content: bytes) -> tuple[str, object]:
    """Return the serial number and the key of a certificate."""
    certificate = load_der_x509_certificate(content)
    return f"{certificate.serial_number:X}", certificate.public_key()


def unread(field: str) -> Invalid:
    """Return the error of something that is no key."""
    return Invalid(_("This is not a key. Copy the whole text, from BEGIN to END."), field=field)


def blocks(text: str) -> list[tuple[str, bytes]]:
    """Return the title and content of every PEM block; bare letters are one without a title."""
    found = [(title, content) for title, content in BLOCK.findall(text)] or [("", text)]
    return [(title, base64.b64decode("".join(content.split()), validate=True)) for title, content in found]


def signed(key: RSAPrivateKey, message: str) -> str:
    """Return the signature of a message in base64 (RSASSA-PKCS1-v1_5 with SHA-256)."""
    return base64.b64encode(key.sign(message.encode(), PKCS1v15(), SHA256())).decode()


def is_signed(key: RSAPublicKey, message: bytes, signature: str) -> bool:
    """Say whether the holder of `key` signed the message."""
    try:
        key.verify(base64.b64decode(signature.encode(), validate=True), message, PKCS1v15(), SHA256())
    except (InvalidSignature, binascii.Error, ValueError):
        return False
    return True
