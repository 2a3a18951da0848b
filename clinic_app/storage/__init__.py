"""One clinic file on disk: tables, transactions, migrations, history and search."""
