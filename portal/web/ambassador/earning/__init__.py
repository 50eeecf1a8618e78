"""The ambassador’s side of what work earns."""
