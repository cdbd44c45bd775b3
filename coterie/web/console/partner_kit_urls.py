"""Addresses of what partners are given to sell with, in the console."""

from django.urls import path

from coterie.web.console import partner_coupons, partner_texts

HERE = "<slug:slug>/spread/partners"
TEXTS = f"{HERE}/texts"

urlpatterns = [
    path(f"{HERE}/coupons", partner_coupons.partner_coupons, name="partner_coupons"),
    path(TEXTS, partner_texts.partner_texts, name="partner_texts"),
    path(f"{TEXTS}/new", partner_texts.new_partner_text, name="new_partner_text"),
    path(f"{TEXTS}/one/<slug:key>", partner_texts.partner_text, name="partner_text"),
    path(f"{TEXTS}/one/<slug:key>/end", partner_texts.partner_text_end, name="partner_text_end"),
]
