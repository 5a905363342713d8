/** The first steps of a new workspace, and which of them somebody has made. */
export const FIRST_STEPS = ["source", "operator", "appeal"] as const;

/** Keeps in the browser, as `hidden`, that a person has seen enough of the steps. */
export const FIRST_STEPS_COOKIE = "first-steps";
