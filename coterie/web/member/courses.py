"""Courses for who bought them: what they hold, how far one is, and the certificate at the end."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from coterie.joining.designs.card import card
from coterie.joining.queries.brand import brand_of
from coterie.kit.clock import now
from coterie.kit.sheet.pdf import document
from coterie.market.models import Certificate
from coterie.market.queries.lectures import (
    Course,
    certificates_of,
    course_seen,
    courses_known_to,
    own_courses,
    reader_of,
)
from coterie.web.card_picture import card_answer
from coterie.web.member.place import Standing, member_page, own_or_404
from coterie.web.request import one_or_404, page_of


def course_at(standing: Standing, key: str) -> Course:
    """Find a course as the asker finds it, or 404."""
    at = now()
    offer = one_or_404(courses_known_to(standing.actor, standing.community, standing.member, at), key=key)
    return course_seen(offer, reader_of(offer, standing.member, at, standing.actor), at)


@require_safe
@member_page("profile")
def courses(request: HttpRequest, standing: Standing) -> HttpResponse:
    """List the courses that one may enter, with how far one is."""
    own_or_404(standing)
    rows = own_courses(standing.member, now()).filter(community=standing.community)
    return render(request, "member/courses.html", {"standing": standing, "rows": page_of(request, rows)})


@require_safe
@member_page("profile")
def course(request: HttpRequest, standing: Standing, key: str) -> HttpResponse:
    """Show the chapters of a course and how far one is."""
    seen = course_at(standing, key)
    return render(request, "member/course.html", {"standing": standing, "course": seen, "offer": seen.offer})


def certificate_at(standing: Standing, key: str) -> Certificate:
    """Find one's own certificate of a course, or 404; it stays when the access ends."""
    return one_or_404(certificates_of(own_or_404(standing)), offer__key=key, offer__community=standing.community)


@require_safe
@member_page("profile")
def course_certificate(request: HttpRequest, standing: Standing, key: str) -> HttpResponse:
    """Show one's certificate."""
    return render(request, "member/certificate.html", {"standing": standing, "row": certificate_at(standing, key)})


@require_safe
@member_page("profile")
def certificate_file(_request: HttpRequest, standing: Standing, key: str, form: str) -> HttpResponse:
    """Hand one's certificate over as a picture or a PDF."""
    row = certificate_at(standing, key)
    if form == "png":
        return card_answer(standing.community, row.member.name, line_of(row))
    if form != "pdf":
        raise Http404
    sheet = card(brand_of(standing.community), row.member.name, line_of(row))
    answer = HttpResponse(document(sheet), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{row.offer.slug}.pdf"'
    answer["Cache-Control"], answer["X-Content-Type-Options"] = "private, max-age=300", "nosniff"
    return answer


def line_of(row: Certificate) -> str:
    """Return what a certificate says."""
    words = {"course": row.offer.title, "number": row.number, "day": date_format(localtime(row.at), "DATE_FORMAT")}
    return _("%(course)s: every lecture done. No. %(number)s, %(day)s") % words
