"""Addresses of plans in the console."""

from django.urls import path

from coterie.web.console import plan_forecast, plans

HERE = "<slug:slug>/earn/plans"

urlpatterns = [
    path(HERE, plans.plans, name="plans"),
    path(f"{HERE}.csv", plans.plans_csv, name="plans_csv"),
    path(f"{HERE}/forecast", plan_forecast.plan_forecast, name="plan_forecast"),
    path(f"{HERE}/forecast.csv", plan_forecast.plan_forecast_csv, name="plan_forecast_csv"),
    path(f"{HERE}/terms/<slug:key>", plans.plan_terms, name="plan_terms"),
]
