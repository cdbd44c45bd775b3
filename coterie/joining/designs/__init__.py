"""How posters and cards look: each design lays out the same words in its own way."""
