"""What changes groups."""
