"""How Coterie talks to its database: the SQLite engine with its write lock, and row locks."""
