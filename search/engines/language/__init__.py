"""What a French word becomes, and what a question becomes, whatever the engine."""
