"""Addresses of the times of services in the console."""

from django.urls import path

from coterie.web.console import time, times

HERE = "<slug:slug>/earn/offers/<slug:key>/times"
ONE = f"{HERE}/<slug:time>"

urlpatterns = [
    path(HERE, times.times, name="times"),
    path(f"{HERE}.csv", times.bookings_csv, name="bookings_csv"),
    path(f"{HERE}/new", times.new_time, name="new_time"),
    path(f"{HERE}/pattern", times.time_pattern, name="time_pattern"),
    path(ONE, time.time, name="time"),
    path(f"{ONE}/facts", time.time_facts, name="time_facts"),
    path(f"{ONE}/end", time.time_end, name="time_end"),
    path(f"{ONE}/removal", time.time_removal, name="time_removal"),
    path(f"{ONE}/bookings", time.new_booking, name="new_booking"),
    path(f"{ONE}/bookings/<slug:booking>", time.booking, name="booking"),
]
