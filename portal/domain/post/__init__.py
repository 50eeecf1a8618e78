"""Letters: their words, the outbox, and delivering them."""
