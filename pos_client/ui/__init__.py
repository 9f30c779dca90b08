"""Screens, widgets, models and theme. Renders services' views; decides nothing about money."""
