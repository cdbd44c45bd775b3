"""Tables of purchases: who, when, how much, with a header or without."""
