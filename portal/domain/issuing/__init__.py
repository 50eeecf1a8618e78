"""Documents that are issued: their kinds, their words, the runs that print them, the register."""
