"""What there is to do: activity types, actions, briefs."""
