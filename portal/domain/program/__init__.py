"""The program and its rules, from draft to revision."""
