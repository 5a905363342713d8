/** The outcomes that a model needs to learn, and how many of each kind. */
export const MIN_OUTCOMES = { all: 30, ofEach: 10 };
/** With fewer outcomes the model is still shown as learning. */
export const SETTLED_OUTCOMES = { all: 200, ofEach: 50 };
