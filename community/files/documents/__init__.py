"""What documents say besides their text: who wrote them, where, with what. It is taken out when they arrive."""
