"""HTTP: who may enter, the transaction, the partial answers, and the rooms."""
