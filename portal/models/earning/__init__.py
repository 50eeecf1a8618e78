"""What work earns: the ledger, the quarter's close, leave, rewards and redemptions."""
