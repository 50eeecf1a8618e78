"""Documents from start to finish: what each says, in the program's colours, set by the press."""
