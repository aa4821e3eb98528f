"""CC6, quotations and names: what is given twice in an article and not alike, and quotation marks without a partner."""
