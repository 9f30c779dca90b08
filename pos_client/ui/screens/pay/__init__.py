"""Taking the money: parts, tenders, cash with its notes, the card step by step."""
