"""What members want to be told of groups."""

from collections.abc import Collection

from coterie.groups.models import Membership


def who_wishes(groups: Collection[int], notify: str) -> set[tuple[int, int]]:
    """Return who sits in some groups and has this wish, as (group, member)."""
    rows = Membership.objects.filter(group__in=groups, notify=notify, left_at=None)
    return set(rows.values_list("group", "member"))
