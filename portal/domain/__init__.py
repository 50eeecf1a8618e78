"""What can be done: every verb, and every select that two places need."""
