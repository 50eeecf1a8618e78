"""Forms of the way in."""
