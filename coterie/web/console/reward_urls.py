"""Addresses of rewards in the console."""

from django.urls import path

from coterie.web.console import levels, prizes, rewards

HERE = "<slug:slug>/rewards"

urlpatterns = [
    path(HERE, rewards.rewards, name="rewards"),
    path(f"{HERE}/plan", rewards.points_plan, name="points_plan"),
    path(f"{HERE}/rules/<slug:deed>", rewards.points_rule, name="points_rule"),
    path(f"{HERE}/envelopes", rewards.envelopes, name="envelopes"),
    path(f"{HERE}/envelopes/new", rewards.our_envelope, name="our_envelope"),
    path(f"{HERE}/levels", levels.levels, name="levels"),
    path(f"{HERE}/levels/<int:number>", levels.level, name="level"),
    path(f"{HERE}/levels/<int:number>/removal", levels.level_removal, name="level_removal"),
    path(f"{HERE}/shop", prizes.prizes, name="prizes"),
    path(f"{HERE}/shop/new", prizes.new_prize, name="new_prize"),
    path(f"{HERE}/shop/purchases", prizes.purchases, name="purchases"),
    path(f"{HERE}/shop/purchases.csv", prizes.purchases_csv, name="purchases_csv"),
    path(f"{HERE}/shop/purchases/<slug:key>", prizes.purchase_end, name="purchase_end"),
    path(f"{HERE}/shop/<slug:key>", prizes.prize, name="prize"),
    path("<slug:slug>/members/<slug:key>/points", rewards.member_points, name="member_points"),
]
