"""The invitation to the seed programme, as a member reads and answers it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coterie.kit.clock import now
from coterie.kit.errors import Conflict
from coterie.members.domain.seed_invitation import answer_seed_invitation
from coterie.members.models import SeedMember
from coterie.members.queries.seeds import seed_of
from coterie.web.member.place import Standing, member_page


def own_seed(standing: Standing) -> SeedMember:
    """Find how one stands in the programme, or 404."""
    row = seed_of(standing.member)
    if row is None:
        raise Http404
    return row


@require_safe
@member_page("home")
def seed(request: HttpRequest, standing: Standing) -> HttpResponse:
    """Show the invitation, or how one stands."""
    return render(request, "member/seed.html", {"standing": standing, "row": own_seed(standing)})


@require_POST
@member_page("home")
def seed_answer(request: HttpRequest, standing: Standing) -> HttpResponse:
    """Say yes or no."""
    row, yes = own_seed(standing), request.POST.get("yes") == "1"
    try:
        answer_seed_invitation(seed=row.pk, yes=yes, actor=standing.actor, now=now())
        messages.success(request, _("Thank you, it is kept."))
    except Conflict as error:
        messages.error(request, str(error))
    return redirect("member:seed", standing.slug)
