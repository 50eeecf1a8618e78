"""Chromium on the portal as people start it."""
