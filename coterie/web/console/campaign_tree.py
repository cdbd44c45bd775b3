"""The picture of who brought whom in a campaign."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.growth.queries.tree import tree_in
from coterie.growth.rules.icicle import ALL, Block, Tree, blocks_of
from coterie.kit.clock import now
from coterie.members.queries.members import keys_of, members_visible_to, names_of
from coterie.web.console.campaigns import campaign_at
from coterie.web.drawing.icicle import Icicle, draw_icicle
from coterie.web.place import console_page
from coterie.web.request import actor_of, one_or_404

FIRST = 20
"""So many branches are listed in words."""


@dataclass(frozen=True, slots=True)
class Branch:
    """Somebody with all whom they brought, directly or through others."""

    name: str
    key: str
    brought: int
    size: int


@dataclass(frozen=True, slots=True)
class TreeSheet:
    """The picture below somebody, and its largest branches in words."""

    drawn: Icicle
    branches: list[Branch]
    others: int
    people: int


@console_page("spread", Permission.SEE_MEMBERS)
def campaign_tree(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Draw who brought whom, from those who began or from one of them on."""
    row = campaign_at(request, community, key)
    asked = request.GET.get("from", "")
    root = one_or_404(members_visible_to(actor_of(request), community.pk), key=asked) if asked else None
    sheet = tree_sheet(community.pk, tree_in(row, now()), root.pk if root else ALL)
    return render(request, "console/campaign_tree.html", {"row": row, "root": root, "sheet": sheet})


def tree_sheet(community: int, tree: Tree, root: int) -> TreeSheet | None:
    """Return the picture; None for somebody who is not in the tree."""
    if root not in tree.sizes:
        return None
    blocks, below = blocks_of(tree, root), tree.below.get(root, ())
    shown = {*below[:FIRST], *(block.person for block in blocks if block.person)}
    names, keys = names_of(community, shown), keys_of(community, shown)
    drawn = draw_icicle([tile(block, names, keys) for block in blocks])
    branches = [
        Branch(names[one], keys[one], len(tree.below.get(one, ())), tree.sizes[one] - 1) for one in below[:FIRST]
    ]
    return TreeSheet(drawn, branches, max(len(below) - FIRST, 0), tree.sizes[root])


def tile(block: Block, names: Mapping[int, str], keys: Mapping[int, str]) -> tuple[int, float, float, str, str]:
    """Return a block with its words and where it leads."""
    if block.person is None:
        said = ngettext("%(people)s person with few below", "%(people)s people with few below", block.together)
        return block.level, block.start, block.width, said % {"people": block.together}, ""
    said = _("%(name)s and %(below)s below") % {"name": names[block.person], "below": block.size - 1}
    return block.level, block.start, block.width, said, f"?from={keys[block.person]}"
