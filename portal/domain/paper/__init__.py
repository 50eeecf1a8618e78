"""Documents: what they say, their colours and drawings, print runs and the register."""
