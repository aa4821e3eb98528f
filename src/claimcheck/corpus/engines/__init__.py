"""Engines that run on many machines: Dask does the parts of a batch; Ray, Daft and Spark make rows of rows.

Each is imported where it is asked for.
"""

__all__ = ["daft", "dask", "ray", "rows", "spark"]
