"""What other people's checkers say about our files."""
