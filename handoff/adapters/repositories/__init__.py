"""Row ↔ domain object, written out: one module per noun. All of them work inside one transaction."""
