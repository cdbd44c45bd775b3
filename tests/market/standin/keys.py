"""Keys of stand-ins, made once: an RSA key takes its time."""

from datetime import UTC, datetime, timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat


@cache
def key_of(_who: str) -> rsa.RSAPrivateKey:
    """Return the key of somebody."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def private_pem(key: rsa.RSAPrivateKey) -> str:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def public_pem(key: rsa.RSAPrivateKey) -> str:
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


@cache
def certificate_of(who: str) -> x509.Certificate:
    """Return a certificate that somebody signed for himself."""
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, who)])
    now = datetime.now(tz=UTC)
    return (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key_of(who).public_key())
        .serial_number(0x7132D72A03E93CDDF8C03BBD1F37EEDF).not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=365)).sign(key_of(who), SHA256())
    )  # fmt: skip


def certificate_pem(who: str) -> str:
    return certificate_of(who).public_bytes(Encoding.PEM).decode()
