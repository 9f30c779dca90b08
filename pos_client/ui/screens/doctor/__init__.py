"""The doctor: what keeps the register selling, green, amber or red, each with the next step."""
