"""How people get in: the verbs of applying, reviewing, deciding and welcoming."""
