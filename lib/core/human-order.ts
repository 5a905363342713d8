const collator = new Intl.Collator("uk");

/** Compares texts that people read as the database sorts them: the order of Ukrainian, Russian and Latin words. */
export const compareTexts = (one: string, other: string): number => collator.compare(one, other);
