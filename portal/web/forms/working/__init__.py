"""Forms of work: planned, sent in, judged."""
