"""Who takes part without rewards, so that it is seen what the rewards do: drawn by chance, and always the same."""

from hashlib import sha256

PLAIN = 0
"""The version of the terms without rewards."""
MOST = 50
"""So many of 100 at most: a campaign is more than its experiment."""


def is_held_out(campaign: str, member: str, of_hundred: int) -> bool:
    """Tell whether a member is in the hold-out of a campaign, by the keys of both; a larger one holds the smaller."""
    drawn = int.from_bytes(sha256(f"{campaign}:{member}".encode()).digest()[:8])
    return drawn * 100 < of_hundred << 64
