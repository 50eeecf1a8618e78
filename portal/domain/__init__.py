"""The verbs, and every select that two places need; knows no Flask, no clock, no commit."""
