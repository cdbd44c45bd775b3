"""Who can speak as a profile of a community."""

from coterie.communities.queries.communities import staff_of
from coterie.members.enums import MemberState
from coterie.members.models import Member

MOST = 300


def speakers_of(community: int) -> dict[str, tuple[int, str]]:
    """Return the accounts of operators and of members with a title, by key: number and name."""
    found = {row.account.key: (row.account_id, row.account.name) for row in staff_of(community)}
    titled = Member.objects.filter(community=community, state=MemberState.ACTIVE, account__isnull=False)
    for row in titled.exclude(title="").select_related("account").order_by("name", "id")[:MOST]:
        if row.account:
            found.setdefault(row.account.key, (row.account.pk, row.name))
    return found


def member_with(community: int, account: int | None) -> int | None:
    """Return the member who is this person, also one who left: what they said stays theirs."""
    rows = Member.objects.filter(community=community, account=account, account__isnull=False)
    return rows.values_list("pk", flat=True).first()
