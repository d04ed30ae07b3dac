"""Questions to the network: asking, answering, what helped, who is told."""
