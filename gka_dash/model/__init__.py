"""What things are: tables, membership, selection and view; no input or output."""
