"""How papers of partners are laid out."""
