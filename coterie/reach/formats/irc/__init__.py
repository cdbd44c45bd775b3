"""Logs of IRC channels, as the usual clients, bouncers and bots write them."""
