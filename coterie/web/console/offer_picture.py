"""Choosing the picture of what is sold, of an offer as of a project."""

from django.http import Http404, HttpRequest, HttpResponse

from coterie.kit.clock import now
from coterie.market.domain.offer_picture import set_offer_picture
from coterie.market.models import Offer
from coterie.platform.files.storing import stored_file
from coterie.web.attempt import attempt
from coterie.web.console.market_form import PictureForm
from coterie.web.files import FOR_EVER, handed
from coterie.web.request import actor_of


def sent_picture(request: HttpRequest, offer: int) -> PictureForm:
    """Keep the picture that is sent, or none; the form says what is wrong with it."""
    form = PictureForm(request.POST, request.FILES)
    if form.is_valid():
        sent = form.cleaned_data["picture"]
        facts = {"offer": offer, "picture": sent.read() if sent else None, "actor": actor_of(request), "now": now()}
        attempt(form, set_offer_picture, **facts)
    return form


def handed_picture(row: Offer, picture: str) -> HttpResponse:
    """Hand the picture over, if it is this one."""
    if not picture or row.picture != picture:
        raise Http404
    return handed(stored_file(picture), keep=FOR_EVER)
