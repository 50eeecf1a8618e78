"""Accounts: who people are to the portal, and how they prove it."""
