"""The community: canvas, staff, permissions, rules."""
