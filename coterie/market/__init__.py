"""Earning: customers, orders, refunds."""
