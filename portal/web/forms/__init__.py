"""Forms: what was typed has the right shape; whether it can be done is for the domain."""
