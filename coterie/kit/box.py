"""Bytes that only who has the secret can read, and marks that only they can make."""

import os
from hashlib import blake2b

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

NONCE = 12


class Box:
    """Closes bytes with a secret for one purpose; what another secret or purpose closed does not open."""

    def __init__(self, secret: str, purpose: str) -> None:
        key = blake2b(secret.encode(), person=purpose.encode()[:16]).digest()
        self._cipher, self._marks = ChaCha20Poly1305(key[:32]), key[32:]

    def close(self, data: bytes) -> bytes:
        """Return `data` as it can be kept anywhere; each time it looks different."""
        nonce = os.urandom(NONCE)
        return nonce + self._cipher.encrypt(nonce, data, None)

    def open(self, closed: bytes) -> bytes:
        """Return what was closed. Raises cryptography's InvalidTag for anything else."""
        return self._cipher.decrypt(closed[:NONCE], closed[NONCE:], None)

    def mark(self, data: bytes) -> str:
        """Return 64 signs that are the same for the same data, and say nothing of it to others."""
        return blake2b(data, key=self._marks, digest_size=32).hexdigest()
