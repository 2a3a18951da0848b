"""Other people's files: tables and cases read in, cases and their summaries written out."""
