"""Pure mathematics and pure rules of the review; no table, no clock, no database."""
