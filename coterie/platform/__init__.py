"""Floor 1: machinery with tables and no community words: events, jobs, live bus, mail, files, limits."""
