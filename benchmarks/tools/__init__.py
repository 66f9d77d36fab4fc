"""What people would use instead: each module has ``prepare`` and ``write``; see ``benchmarks.worker``."""
