"""Identifiers: numbers inside, unguessable keys outside (ADR 3)."""

import os
import secrets
import struct

ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"
"""Thirty signs that cannot be mistaken for one another in print: no 0/o, 1/l/i, u/v."""

KEY_LENGTH = 12
FAIR = len(ALPHABET) * (256 // len(ALPHABET))
"""Random bytes from here on are thrown away, or some signs would come more often than others."""


def new_version() -> int:
    """Return a number that no earlier state of a thing had."""
    return secrets.randbits(40)


def new_key() -> str:
    """Return a public key for a row: 12 signs, 58 random bits."""
    return new_slug(KEY_LENGTH)


def new_secret() -> str:
    """Return what lets in whoever has it: 24 signs, 117 random bits."""
    return new_slug(2 * KEY_LENGTH)


def new_keys(count: int) -> list[str]:
    """Return as many keys at once, quicker by the thousand than `new_key` one by one."""
    table = bytes(ord(ALPHABET[byte % len(ALPHABET)]) for byte in range(256))
    unfair, signs = bytes(range(FAIR, 256)), ""
    while len(signs) < count * KEY_LENGTH:
        signs += os.urandom(count * KEY_LENGTH).translate(table, unfair).decode()
    return [signs[place : place + KEY_LENGTH] for place in range(0, count * KEY_LENGTH, KEY_LENGTH)]


def new_slug(length: int) -> str:
    """Return `length` random signs of `ALPHABET`."""
    left, signs = secrets.randbelow(len(ALPHABET) ** length), []
    for _ in range(length):
        left, sign = divmod(left, len(ALPHABET))
        signs.append(ALPHABET[sign])
    return "".join(signs)


def new_visitor() -> int:
    """Return a visitor number: 62 random bits, never 0, fits a signed 64-bit column."""
    try:
        return _drawn.pop()
    except IndexError:
        _drawn.extend(number >> 2 | 1 for number in DRAW.unpack(os.urandom(DRAW.size)))
        return _drawn.pop()


DRAW = struct.Struct("<512Q")
"""Random numbers asked of the system at once: one by one, asking would be a tenth of a scan."""
_drawn: list[int] = []
os.register_at_fork(after_in_child=_drawn.clear)
