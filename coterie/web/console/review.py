"""Step 8: the review, and its tables."""
