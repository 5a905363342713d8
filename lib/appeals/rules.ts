/** After so many who did not accept it in time an appeal is the managers' business. */
export const MANAGERS_TOLD_AFTER = 3;
