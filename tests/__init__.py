"""The tests of the portal; they mirror its code."""
