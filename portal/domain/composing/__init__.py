"""What each document says, gathered from the rows."""
