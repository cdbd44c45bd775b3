"""Addresses of the seller's side of the market."""

from django.urls import path

from coterie.web.console import bundles, coupons, earn, offers, sales, teams, variants

HERE = "<slug:slug>/earn"
OFFER, ORDER = f"{HERE}/offers/<slug:key>", "<slug:slug>/orders/<slug:key>"

urlpatterns = [
    path(HERE, earn.earn, name="earn"),
    path(f"{HERE}/orders.csv", earn.orders_csv, name="orders_csv"),
    path(f"{HERE}/orders/new", sales.new_order, name="new_order"),
    path(f"{HERE}/offers", offers.offers, name="offers"),
    path(f"{HERE}/offers/new", offers.new_offer, name="new_offer"),
    path(OFFER, offers.offer, name="offer"),
    path(f"{OFFER}/state", offers.offer_state, name="offer_state"),
    path(f"{OFFER}/copies", offers.offer_copy, name="offer_copy"),
    path(f"{OFFER}/picture", offers.offer_picture, name="offer_picture"),
    path(f"{OFFER}/picture/<slug:picture>", offers.offer_image, name="offer_image"),
    path(f"{OFFER}/variants/new", variants.new_variant, name="new_variant"),
    path(f"{OFFER}/variants/<slug:variant>", variants.variant, name="variant"),
    path(f"{OFFER}/variants/<slug:variant>/parts", bundles.parts, name="parts"),
    path(f"{OFFER}/variants/<slug:variant>/parts/<slug:part>/removal", bundles.part_removal, name="part_removal"),
    path(f"{OFFER}/variants/<slug:variant>/team", teams.team_terms, name="team_terms"),
    path(f"{OFFER}/variants/<slug:variant>/team/removal", teams.team_terms_removal, name="team_terms_removal"),
    path(f"{OFFER}/benefits", variants.benefits, name="benefits"),
    path(f"{OFFER}/benefits/<int:number>/removal", variants.benefit_removal, name="benefit_removal"),
    path(f"{HERE}/teams", teams.teams, name="teams"),
    path(f"{HERE}/teams.csv", teams.teams_csv, name="teams_csv"),
    path(f"{HERE}/coupons", coupons.coupons, name="coupons"),
    path(f"{HERE}/coupons.csv", coupons.coupons_csv, name="coupons_csv"),
    path(f"{HERE}/coupons/new", coupons.new_coupon, name="new_coupon"),
    path(f"{HERE}/coupons/<slug:key>", coupons.coupon, name="coupon"),
    path(f"{HERE}/till", coupons.till, name="till"),
    path(f"{HERE}/till/picture", coupons.till_picture, name="till_picture"),
    path(f"{HERE}/till/picture.webp", coupons.till_image, name="till_image"),
    path(ORDER, sales.order, name="order"),
    path(f"{ORDER}/payment", sales.order_payment, name="order_payment"),
    path(f"{ORDER}/cancellation", sales.order_end, name="order_end"),
    path(f"{ORDER}/refunds", sales.order_refund, name="order_refund"),
    path(f"{ORDER}/refunds/<slug:refund>", sales.refund_state, name="refund_state"),
]
