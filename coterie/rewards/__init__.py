"""Rewards: points, envelopes, levels and a shop, on the ledger."""
