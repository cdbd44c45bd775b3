"""Addresses that members who take part in campaigns send to friends."""

from django.urls import path

from coterie.web.public import campaign

LINK = "c/<slug:slug>/with/<slug:key>"

patterns = [
    path(LINK, campaign.campaign_link, name="campaign_link"),
    path(f"{LINK}/card.png", campaign.campaign_card, name="campaign_card"),
]
