"""Pictures of corridors and agreements: maps, matrices, country networks, timelines and clause grids, as Vega-Lite."""
