"""Addresses of what is for sale."""

from django.urls import path

from coterie.web.public import checkout, checkout_sum, offer, team, webhook

OFFER = "o/<slug:offer>"

patterns = [
    path(OFFER, offer.offer, name="offer"),
    path(f"{OFFER}/card.png", offer.offer_card, name="offer_card"),
    path(f"{OFFER}/picture/<slug:picture>", offer.offer_picture, name="offer_picture"),
    path(f"{OFFER}/teams/<slug:team>", team.team, name="team"),
    path(f"{OFFER}/checkout", checkout.checkout, name="checkout"),
    path(f"{OFFER}/checkout/sum", checkout_sum.checkout_sum, name="checkout_sum"),
    path(f"{OFFER}/gift", checkout.gift, name="gift"),
    path("webhooks/<slug:provider>", webhook.webhook, name="webhook"),
    path("webhooks/<slug:provider>/<slug:key>", webhook.webhook, name="webhook_of"),
]
