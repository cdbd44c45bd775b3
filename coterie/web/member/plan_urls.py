"""Addresses of one's plans."""

from django.urls import path

from coterie.web.member import plans

HERE = "<slug:slug>/plans"

urlpatterns = [
    path(HERE, plans.plans, name="plans"),
    path(f"{HERE}/new", plans.new_plan, name="new_plan"),
    path(f"{HERE}/<slug:key>/end", plans.plan_end, name="plan_end"),
    path(f"{HERE}/<slug:key>/pause", plans.plan_pause, name="plan_pause"),
    path(f"{HERE}/<slug:key>/change", plans.plan_change, name="plan_change"),
    path(f"{HERE}/<slug:key>/letters", plans.plan_letters, name="plan_letters"),
]
