"""Identifiers: numbers inside, unguessable keys outside (ADR 3)."""

import secrets

ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"
"""Thirty signs that cannot be mistaken for one another in print: no 0/o, 1/l/i, u/v."""

KEY_LENGTH = 12


def new_key() -> str:
    """Return a public key for a row: 12 signs, 58 random bits."""
    return new_slug(KEY_LENGTH)


def new_slug(length: int) -> str:
    """Return `length` random signs of `ALPHABET`."""
    left, signs = secrets.randbelow(len(ALPHABET) ** length), []
    for _ in range(length):
        left, sign = divmod(left, len(ALPHABET))
        signs.append(ALPHABET[sign])
    return "".join(signs)


def new_visitor() -> int:
    """Return a visitor number: 62 random bits, never 0, fits a signed 64-bit column."""
    return secrets.randbits(62) | 1
