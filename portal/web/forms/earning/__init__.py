"""Forms of what work earns."""
