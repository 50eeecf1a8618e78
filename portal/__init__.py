"""The ambassador portal: one program, run and proved."""
