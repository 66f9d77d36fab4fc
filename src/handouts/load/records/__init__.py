"""Files of the project as records: read, converted, and their faults placed."""
