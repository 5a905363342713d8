/** The steps of a customer through both boards. */
export const FUNNEL_STEPS = [
  "new",
  "contacted",
  "qualified",
  "transferred",
  "kyc",
  "agreement",
  "paid",
] as const;

/** From 0 to 1; null when the whole is empty. */
export const share = (part: number, whole: number | undefined) => (whole ? part / whole : null);
