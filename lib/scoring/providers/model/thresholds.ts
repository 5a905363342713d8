/** A model learns from so many outcomes on, with so many of each kind among them. */
export const MIN_OUTCOMES = { all: 30, ofEach: 10 };
/** With fewer outcomes it is still called learning. */
export const SETTLED_OUTCOMES = { all: 200, ofEach: 50 };
