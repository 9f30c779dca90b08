"""The opening cash: counted by denomination before the first sale of a shift."""
