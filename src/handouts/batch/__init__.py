"""One task for many editions, in processes; their faults gathered. One failing stops nothing."""
