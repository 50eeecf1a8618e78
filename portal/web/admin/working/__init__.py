"""Staff's side of what there is to do."""
