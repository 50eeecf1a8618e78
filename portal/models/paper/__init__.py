"""Documents, their words, and the runs that print them."""
