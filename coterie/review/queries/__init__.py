"""Questions: every figure of a review, and the rows behind it."""
