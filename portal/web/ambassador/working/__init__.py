"""The ambassador’s side of work: what there is to do, and sending it in."""
