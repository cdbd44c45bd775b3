"""Writing to an applicant."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from coterie.joining.enums import PassageState
from coterie.joining.models import Passage
from coterie.joining.rules import return_seal
from coterie.platform.mail.letter import write_letter


def write_decision(*, passage: int) -> None:
    """Tell an applicant who left an address what the operators decided, with the link to go on."""
    row = Passage.objects.filter(pk=passage).exclude(email="").select_related("threshold__community", "code").first()
    if row is None:
        return
    with translation.override(row.language or settings.LANGUAGE_CODE):
        subject, text = words_of(row)
        write_letter(to=[row.email], subject=subject, text=text)


def words_of(row: Passage) -> tuple[str, str]:
    """Return subject and text in the applicant's language."""
    facts = {"community": row.threshold.community.name, "name": row.name, "reason": row.reason, "link": way_back(row)}
    hello = _("Hello %(name)s,") % facts
    reason = [_("They say: %(reason)s") % facts] if row.reason else []
    if row.state == PassageState.PASSED:
        said = _("the operators of “%(community)s” let you in. Go on here:") % facts
        return _("Come in: %(community)s") % facts, "\n\n".join([hello, said, facts["link"], *reason])
    said = _("the operators of “%(community)s” decided not to let you in.") % facts
    return _("Your application to %(community)s") % facts, "\n\n".join([hello, said, *reason])


def way_back(row: Passage) -> str:
    """Return the link by which the applicant is known again, on whatever device."""
    token = return_seal().sign(f"{row.visitor:x}")
    code = f"?code={row.code.slug}" if row.code else ""
    return f"{settings.BASE_URL}/c/{row.threshold.community.slug}/join/return/{token}{code}"
