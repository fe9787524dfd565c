"""What other programs ask: monitoring, hubs that push, readers of feeds."""
