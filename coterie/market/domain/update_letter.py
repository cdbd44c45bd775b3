"""Letters to backers: how a project goes on, to those who want what the community publishes by letter."""

from functools import partial

from django.utils.translation import gettext

from coterie.accounts.domain.letter import write_to
from coterie.communities.queries.address import member_address
from coterie.market.models import ProjectUpdate
from coterie.market.queries.projects import backers_of
from coterie.members.queries.letter_end import ending, how_to_end
from coterie.members.queries.letters import Reader, readers_of_pieces


def write_letters(*, update: int) -> int:
    """Write to the backers who want letters; return to how many."""
    row = ProjectUpdate.objects.select_related("project__offer__community").get(pk=update)
    community, backers = row.project.offer.community, backers_of(row.project)
    return sum(
        write_to(one.account, community.language, partial(words_of, row, one), headers=ending(one.secret))
        for one in readers_of_pieces(community.pk)
        if one.member in backers
    )


def words_of(row: ProjectUpdate, reader: Reader) -> tuple[str, str]:
    """Return the letter that tells how a project goes on."""
    offer = row.project.offer
    facts = {"project": offer.title, "title": row.title, "address": member_address(offer.community.slug, "pledges")}
    foot = gettext("Your pledges: %(address)s") % facts
    return gettext("%(project)s: %(title)s") % facts, "\n\n".join((row.text, foot, how_to_end(reader.secret)))
