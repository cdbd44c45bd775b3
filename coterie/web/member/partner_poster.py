"""A partner's link as a poster."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from coterie.joining.designs.look import PosterText
from coterie.joining.designs.poster import PHONE, laid_out
from coterie.joining.queries.brand import brand_of
from coterie.kit.sheet.pdf import document
from coterie.kit.sheet.raster import picture
from coterie.kit.sheet.sheet import Sheet
from coterie.partners.enums import PartnerState
from coterie.partners.models import Partner
from coterie.partners.queries.partners import own_partner
from coterie.web.member.place import Standing, member_page
from coterie.web.public.addresses import partner_address

FORMS = {"png": "image/png", "pdf": "application/pdf"}


def sheet_of(mine: Partner, standing: Standing) -> Sheet:
    """Lay a poster out around a partner's link."""
    address = partner_address(mine.code)
    text = PosterText(
        address=address, brand=brand_of(standing.community), headline=standing.name,
        line=_("%(name)s shows you what there is here.") % {"name": mine.name}, name=mine.name,
        call=_("Scan to look"), note=address.partition("://")[2],
    )  # fmt: skip
    return laid_out("quiet", text)


@require_safe
@member_page("profile")
def partner_poster(_request: HttpRequest, standing: Standing, form: str) -> HttpResponse:
    """Hand one's own link over as a poster, for a screen or for paper."""
    mine = own_partner(standing.actor, standing.community).filter(state=PartnerState.APPROVED).first()
    if mine is None or form not in FORMS:
        raise Http404
    sheet = sheet_of(mine, standing)
    data = picture(sheet, width=PHONE) if form == "png" else document(sheet)
    answer = HttpResponse(data, content_type=FORMS[form], headers={"X-Content-Type-Options": "nosniff"})
    answer["Cache-Control"] = "private, no-store"
    return answer
