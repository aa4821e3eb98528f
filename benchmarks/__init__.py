"""How good and how fast claimcheck is: ``python -m benchmarks.accuracy`` and ``python -m benchmarks.speed``."""
