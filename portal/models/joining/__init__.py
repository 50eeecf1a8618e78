"""How people get in: applications, reviews, decisions, memberships, agreements."""
