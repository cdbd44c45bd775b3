"""The member space: what members see and do, on a phone first."""
