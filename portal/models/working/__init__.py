"""What there is to do and what was done: activity types, actions, briefs, submissions, verdicts."""
