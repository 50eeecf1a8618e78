"""What there is to do: the verbs of the calendar, its activity types and the brief."""
