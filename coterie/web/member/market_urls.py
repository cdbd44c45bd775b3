"""Addresses of what a member buys."""

from django.urls import path

from coterie.web.member import bookings, orders, wechat

ORDER = "<slug:slug>/orders/<slug:key>"

patterns = [
    path("<slug:slug>/offers", orders.offers, name="offers"),
    path("<slug:slug>/orders", orders.orders, name="orders"),
    path(ORDER, orders.order, name="order"),
    path(f"{ORDER}/payment", orders.payment, name="order_payment"),
    path(f"{ORDER}/wechat", wechat.wechat, name="order_wechat"),
    path(f"{ORDER}/cancellation", orders.cancellation, name="order_cancellation"),
    path(f"{ORDER}/booking", bookings.booking, name="booking"),
    path(f"{ORDER}/booking.ics", bookings.booking_calendar, name="booking_calendar"),
    path(f"{ORDER}/receipt", orders.receipt, name="receipt"),
    path(f"{ORDER}/receipt.pdf", orders.receipt_document, name="receipt_document"),
]
