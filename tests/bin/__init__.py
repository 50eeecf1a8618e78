"""The two commands of the README."""
