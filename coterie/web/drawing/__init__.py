"""Small pictures drawn on the server: each turns numbers into shapes that a template only has to place."""
