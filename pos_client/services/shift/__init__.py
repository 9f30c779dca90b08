"""A till from its opening cash to its Z: cash moves, counting, reports."""
