"""Addresses of what helps a partner to sell, in the member space."""

from django.urls import path

from coterie.web.member import bounties, deals, partner_coupon, partner_poster

HERE = "<slug:slug>/partner"

patterns = [
    path(f"{HERE}/bounties", bounties.bounties, name="bounties"),
    path(f"{HERE}/work/<slug:key>/files/<slug:file>/<slug:size>", bounties.work_file, name="work_file"),
    path(f"{HERE}/coupon", partner_coupon.partner_coupon, name="partner_coupon"),
    path(f"{HERE}/deals", deals.deals, name="deals"),
    path(f"{HERE}/link/poster.<str:form>", partner_poster.partner_poster, name="partner_poster"),
]
