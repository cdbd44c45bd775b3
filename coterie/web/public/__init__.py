"""Pages for everybody: the public face of a community and the way in."""
