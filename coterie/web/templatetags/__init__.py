"""Tags and filters for templates; `coterie` is loaded everywhere as a builtin."""
