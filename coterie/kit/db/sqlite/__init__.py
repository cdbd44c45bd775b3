"""Django engine `coterie.kit.db.sqlite`: SQLite with one writer at a time per process."""
