"""One module per staff job. Services decide; screens render what comes back."""
