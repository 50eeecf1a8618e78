"""What came of it: the figures of a month, each with its definition and how sure it is."""
