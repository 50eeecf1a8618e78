"""Staff's side of joining."""
