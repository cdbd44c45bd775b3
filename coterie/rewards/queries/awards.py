"""Awards, found by what they were for."""

from collections.abc import Collection

from django.db.models import Q

from coterie.rewards.enums import PRAISE
from coterie.rewards.models import Award


def awards_to_revoke(member: int, message: int, deed: str | None, giver: int | None) -> list[int]:
    """Return the awards that praise of a member's message brought: of one kind and by one person, or all of them."""
    kinds = [deed] if deed else sorted(PRAISE)
    source = Q(source=f"{message}:{giver}") if giver else Q(source__startswith=f"{message}:")
    rows = Award.objects.filter(source, member=member, deed__in=kinds, revoked_at=None)
    return list(rows.order_by("id").values_list("pk", flat=True))


def known_among(deeds: Collection[tuple[int, str, str]]) -> set[tuple[int, str, str]]:
    """Return those of some deeds, as (member, deed, source), that were rewarded before."""
    if not deeds:
        return set()
    members, kinds, sources = (set(column) for column in zip(*deeds, strict=True))
    rows = Award.objects.filter(member__in=members, deed__in=kinds, source__in=sources)
    return set(rows.values_list("member", "deed", "source"))
