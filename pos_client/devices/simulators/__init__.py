"""Peers on real transports that stand for devices: for the demo, for training and for tests."""
