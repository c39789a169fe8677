"""What a table is, how it is asked, how it is handed out — and the tables themselves."""
