"""Awards, found by what they were for."""

from django.db.models import Q, QuerySet

from coterie.rewards.enums import PRAISE
from coterie.rewards.models import Award


def awards_to_revoke(community: int | None, message: int, deed: str | None, giver: int | None) -> list[int]:
    """Return the awards that praise of a message brought: of one kind and by one person, or all of them."""
    kinds = [deed] if deed else sorted(PRAISE)
    source = Q(source=f"{message}:{giver}") if giver else Q(source__startswith=f"{message}:")
    rows = Award.objects.filter(source, community=community, deed__in=kinds, revoked_at=None)
    return list(rows.order_by("id").values_list("pk", flat=True))


def awards_in(community: int) -> QuerySet[Award]:
    """The awards of a community, the latest first."""
    return Award.objects.filter(community=community).select_related("member", "giver").order_by("-id")
