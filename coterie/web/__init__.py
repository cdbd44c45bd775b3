"""The pages: public, member space, console. Floor 3; it finds, calls one verb or query, and answers."""
