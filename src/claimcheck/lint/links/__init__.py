"""CC5, links and notes: addresses that lead nowhere, notes without a mark, one figure with two pages."""
