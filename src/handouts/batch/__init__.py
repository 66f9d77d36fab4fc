"""One task for many editions, in worker processes. A failing one stops no other; faults are gathered."""
