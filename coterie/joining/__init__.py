"""Live codes, thresholds and the way in."""
