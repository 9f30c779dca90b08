"""What the centre knows of products, prices and promotions, and how a change of it becomes one publication."""
