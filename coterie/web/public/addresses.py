"""Addresses that leave the house: printed, mailed, shown to crawlers."""

from django.conf import settings


def code_address(slug: str) -> str:
    """Return the address that a live code's picture carries."""
    return f"{settings.BASE_URL}/g/{slug}"


def public_address(slug: str) -> str:
    """Return the address of a community's public page, with its host."""
    return f"{settings.BASE_URL}/c/{slug}"


def invitation_link(slug: str, key: str) -> str:
    """Return the address that an invitation is sent as."""
    return f"{settings.BASE_URL}/c/{slug}/join?invitation={key}"


def referral_link(slug: str, key: str) -> str:
    """Return the address that a member sends to friends."""
    return f"{settings.BASE_URL}/c/{slug}/join?from={key}"


def landing_address(slug: str, page: str) -> str:
    """Return the address of a landing page, with its host."""
    return f"{settings.BASE_URL}/c/{slug}/l/{page}"


def profile_address(slug: str, key: str) -> str:
    """Return the address of the page of a community's face, with its host."""
    return f"{settings.BASE_URL}/c/{slug}/ip/{key}"


def person_card_address(key: str) -> str:
    """Return the address of the picture of a card that is shared."""
    return f"{settings.BASE_URL}/p/{key}/card.png"


def piece_address(slug: str, key: str) -> str:
    """Return the address of the page on which everybody reads a piece."""
    return f"{settings.BASE_URL}/c/{slug}/read/{key}"


def feed_address(slug: str) -> str:
    """Return the address of a community's feed."""
    return f"{settings.BASE_URL}/c/{slug}/feed.xml"


def offer_address(slug: str) -> str:
    """Return the address of the page of an offer, with its host."""
    return f"{settings.BASE_URL}/o/{slug}"


def team_address(slug: str, key: str) -> str:
    """Return the address of a team that buys an offer together, with its host."""
    return f"{settings.BASE_URL}/o/{slug}/teams/{key}"


def preview_address(slug: str, key: str) -> str:
    """Return the address of a lecture that everybody may have."""
    return f"{settings.BASE_URL}/o/{slug}/lectures/{key}"


def project_address(slug: str, project: str) -> str:
    """Return the address of the page of a project, with its host."""
    return f"{settings.BASE_URL}/c/{slug}/fund/{project}"


def campaign_address(slug: str, key: str, medium: str = "") -> str:
    """Return the address that one who takes part in a campaign sends to friends, with its host, and in what."""
    address = f"{settings.BASE_URL}/c/{slug}/with/{key}"
    return f"{address}?by={medium}" if medium else address


def partner_address(code: str) -> str:
    """Return the address of a partner's page, with its host."""
    return f"{settings.BASE_URL}/s/{code}"
