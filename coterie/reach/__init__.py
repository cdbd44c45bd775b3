"""The outside world: other people's files, chat networks, outbound messages."""
