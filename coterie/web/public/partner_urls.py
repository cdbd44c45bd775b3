"""Addresses of partners' pages."""

from django.urls import path

from coterie.web.public import partner

patterns = [
    path("s/<slug:code>", partner.partner_page, name="partner_page"),
    path("s/<slug:code>/card.png", partner.partner_card, name="partner_card"),
]
