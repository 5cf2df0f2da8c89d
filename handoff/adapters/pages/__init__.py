"""What pages read, straight from the tables in the protocol's own shapes. Rights are in the queries."""
