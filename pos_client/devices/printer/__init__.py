"""Receipt printers: ESC/POS, pictures and text from one document model, and the status reader."""
