/** An offer that ends within so many minutes wants attention. */
export const BREACHES_WITHIN_MINUTES = 5;

/** After so many who did not accept it in time an appeal is the managers' business. */
export const MANAGERS_TOLD_AFTER = 3;
