"""Rows of members for screens."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import Q, QuerySet

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.communities.queries.communities import staff_of
from coterie.communities.queries.identity import pattern_of
from coterie.communities.rules import bare_number
from coterie.kit.actor import Actor
from coterie.kit.db.prepared import PreparedObjects
from coterie.kit.db.statement import rows_by_the_thousand
from coterie.members.enums import MemberState
from coterie.members.models import Member, RulesAcceptance, Tag

BY_REF = f"SELECT external_ref, id FROM {Member._meta.db_table} WHERE community_id = %s AND external_ref IN ({{}})"  # noqa: S608 - our own name
SORTS = {"number": "number", "-number": "-number", "name": "name", "-name": "-name", "joined": "joined_at"}


def members_visible_to(actor: Actor, community: int) -> QuerySet[Member]:
    """All members of a community, for staff who may see them.

    Raises NotFound or Forbidden to everybody else.
    """
    require(actor, Permission.SEE_MEMBERS, community)
    return Member.objects.filter(community=community).prefetch_related("member_tags__tag")


def filtered(
    rows: QuerySet[Member], *, words: str = "", state: str = "", tag: str = "", sort: str = "-number"
) -> QuerySet[Member]:
    """Narrow and order a list of members."""
    if words:
        number = Q(number=int(words)) if words.isdecimal() and len(words) < 10 else Q()
        rows = rows.filter(
            Q(name__icontains=words) | Q(title__icontains=words) | number
            if number
            else Q(name__icontains=words) | Q(title__icontains=words)
        )
    if state in MemberState.values:
        rows = rows.filter(state=state)
    if tag:
        rows = rows.filter(member_tags__tag__name=tag)
    return rows.order_by(SORTS.get(sort, "-number"))


_own = PreparedObjects(
    Member,
    lambda community, account: Member.objects.filter(community=community, account=account, state=MemberState.ACTIVE),
    int,
    int,
)


def member_of(actor: Actor, community: int) -> Member | None:
    """Return the actor's own active membership; every page of a member asks."""
    return None if actor.account is None else _own.first(community, actor.account)


def members_at(community: int, moment: datetime) -> QuerySet[Member]:
    """Who was a member at a moment; of who left and came back the gap is not known: they count from first joining."""
    rows = Member.objects.filter(community=community, joined_at__lte=moment)
    return rows.filter(Q(ended_at=None) | Q(ended_at__gt=moment)).order_by("pk")


def active_member_called(community: int, word: str) -> int | None:
    """Return the member whose number or key a visitor gives, if they are one today."""
    word = bare_number(pattern_of(community), word)
    rows = Member.objects.filter(community=community, state=MemberState.ACTIVE)
    named = Q(number=int(word)) if word.isascii() and word.isdecimal() and len(word) < 10 else Q(key=word)
    return rows.filter(named).values_list("pk", flat=True).first()


def members_by_ref(community: int, refs: Iterable[str]) -> dict[str, int]:
    """Return the members that a history from elsewhere calls by these references, as far as there are any."""
    return dict(rows_by_the_thousand(BY_REF, refs, community))


def memberships_of(actor: Actor) -> QuerySet[Member]:
    """All communities where the actor is a member."""
    return (
        Member.objects.filter(account=actor.account, state=MemberState.ACTIVE, account__isnull=False)
        .select_related("community")
        .order_by("-joined_at")
    )


def tags_of(community: int) -> QuerySet[Tag]:
    """The tags in use in a community."""
    return Tag.objects.filter(community=community).order_by("name")


def has_accepted_rules(member: int, rules: int) -> bool:
    """Tell whether the member accepted this version."""
    return RulesAcceptance.objects.filter(member=member, rules=rules).exists()


def names_of(community: int, members: Collection[int]) -> dict[int, str]:
    """Return the names of some members by id, for pictures and tables whose reader may see members."""
    return dict(Member.objects.filter(community=community, pk__in=members).values_list("pk", "name"))


def active_member(member: int) -> Member | None:
    """Return a member with their community, if they are one today."""
    return Member.objects.filter(pk=member, state=MemberState.ACTIVE).select_related("community").first()


def active_members(community: int) -> QuerySet[Member]:
    """Everybody who is a member today."""
    return Member.objects.filter(community=community, state=MemberState.ACTIVE)


def members_with(community: int, accounts: Collection[int]) -> dict[int, str]:
    """Return the names of the active members who are these people, by their number."""
    rows = Member.objects.filter(community=community, account__in=accounts, state=MemberState.ACTIVE)
    return dict(rows.order_by("number").values_list("pk", "name"))


def members_of_staff(community: int) -> dict[int, str]:
    """Return the names of the members who are staff, by their number."""
    return members_with(community, list(staff_of(community).values_list("account", flat=True)))


def keys_of(community: int, members: Collection[int]) -> dict[int, str]:
    """Return the keys of some members by id."""
    return dict(Member.objects.filter(community=community, pk__in=members).values_list("pk", "key"))


def joined_just(member: int, now: datetime) -> bool:
    """Tell whether somebody became a member at this very moment, for the first time."""
    return Member.objects.filter(pk=member, joined_at=now).exists()


def accounts_of(members: Collection[int]) -> dict[int, int]:
    """Return the accounts of those who are members today, by member."""
    rows = Member.objects.filter(pk__in=members, state=MemberState.ACTIVE, account__isnull=False)
    return dict(rows.values_list("pk", "account"))
