"""The referral ledger, read and folded: whose friends stand where."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from django.db.models import QuerySet

from coterie.growth.enums import TOLD, RecordKind
from coterie.growth.models import Campaign, CampaignTerms, Participant, ReferralRecord
from coterie.growth.queries.watching import throwaway_of, watches_of
from coterie.growth.rules.referral import Fact, Friend, Inviter, Terms, fold
from coterie.growth.rules.risk import hold_back
from coterie.kit.sweep import unswept

COLUMNS = ("at", "pk", "kind", "visitor", "member", "participant", "order", "again")


def friends_of(participant: Participant, at: datetime) -> list[Friend]:
    """Return where the friends of one who takes part stand at a moment."""
    return friends_of_these(participant.campaign, [participant.pk], at)


def friends_of_these(campaign: Campaign, participants: Collection[int], at: datetime) -> list[Friend]:
    """Return where the friends of some who take part stand at a moment; the ledger of others is not read.

    Unions, since a database that has to choose between two columns reads the whole campaign.
    """
    records = counted_by(campaign.pk)
    own = records.filter(participant__in=participants, kind=RecordKind.SCANNED).values("visitor")
    joined = records.filter(kind=RecordKind.JOINED, visitor__in=own).values("member")
    near = records.filter(visitor__in=own).union(records.filter(member__in=joined))
    facts = list(facts_in(near))
    here = campaign.participants
    known = here.filter(pk__in=inviting(facts)).union(here.filter(member__in=joined), here.filter(visitor__in=own))
    friends, inviters = folded(campaign, facts, known, at)
    return held_back(campaign, [one for one in friends if one.participant in participants], inviters)


def friends_in(campaign: Campaign, at: datetime) -> list[Friend]:
    """Return where all friends of a campaign stand at a moment."""
    with unswept():
        friends, inviters = folded(campaign, facts_in(counted_by(campaign.pk)), campaign.participants.all(), at)
        return held_back(campaign, friends, inviters)


def folded(
    campaign: Campaign, facts: Iterable[Fact], participants: QuerySet[Participant], at: datetime
) -> tuple[list[Friend], Mapping[int, Inviter]]:
    """Return where friends stand by the terms alone, with who takes part."""
    inviters = inviters_of(participants)
    return fold(facts, inviters, campaign.ends_at, at), inviters


def held_back(campaign: Campaign, friends: list[Friend], inviters: Mapping[int, Inviter]) -> list[Friend]:
    """Return friends with those waiting who are held."""
    hold_back(friends, inviters, watches_of(campaign.community_id), throwaway_of)
    return friends


def counted_by(campaign: int) -> QuerySet[ReferralRecord]:
    """The lines of a campaign's ledger that are facts; what was told of them is left out."""
    return ReferralRecord.objects.filter(campaign=campaign).exclude(kind__in=TOLD)


def facts_in(records: QuerySet[ReferralRecord]) -> Iterator[Fact]:
    """Yield lines of the ledger as the fold reads them."""
    return map(Fact._make, records.values_list(*COLUMNS).iterator(chunk_size=20_000))


def inviting(facts: Iterable[Fact]) -> set[int]:
    """Return whose links were opened."""
    return {fact.participant for fact in facts if fact.participant is not None}


def inviters_of(participants: QuerySet[Participant]) -> dict[int, Inviter]:
    """Return who takes part, by the number of the participant."""
    rows = participants.values_list("pk", "member", "began_at", "terms", "visitor")
    terms = terms_called({row[3] for row in rows})
    return {pk: Inviter(member, began_at, terms[kept], visitor) for pk, member, began_at, kept, visitor in rows}


def terms_called(numbers: Collection[int]) -> dict[int, Terms]:
    """Return versions of terms by number, as the fold reads them."""
    rows = CampaignTerms.objects.filter(pk__in=numbers)
    return {row.pk: terms_of(row) for row in rows}


def terms_of(row: CampaignTerms) -> Terms:
    """Return a version of terms as the fold reads it."""
    return Terms(timedelta(hours=row.stay_hours), timedelta(days=row.back_days), row.speak, row.buy, row.returning)


def inviters_of_friends(friends: Collection[tuple[int, int]]) -> set[int]:
    """Return whose links these friends ever came by, of pairs of campaign and member."""
    campaigns, members = {one[0] for one in friends}, {one[1] for one in friends}
    joined = ReferralRecord.objects.filter(campaign__in=campaigns, member__in=members, kind=RecordKind.JOINED)
    looks = ReferralRecord.objects.filter(
        campaign__in=campaigns, kind=RecordKind.SCANNED, visitor__in=joined.values("visitor")
    )
    return set(looks.values_list("participant", flat=True))
