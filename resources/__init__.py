"""Everything that is not code: fonts, icons, tokens, translations, receipt layouts, demo chain; one loader."""
