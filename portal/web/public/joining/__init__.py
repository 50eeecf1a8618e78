"""The public side of joining: applying, following an application, nominating."""
