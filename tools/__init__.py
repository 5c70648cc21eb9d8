"""Scripts that build the data tables which travel with the program."""
