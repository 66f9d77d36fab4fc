"""Values of the data as drawings: places on a map, amounts, and pay."""
