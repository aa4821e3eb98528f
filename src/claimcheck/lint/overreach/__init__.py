"""CC7, overreach: more than the evidence carries, such as a rank of nothing, a cause from a survey, a future told as fact."""
