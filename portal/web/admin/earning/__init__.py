"""Staff’s side of what work earns."""
