/** Every screen behind the sign-in, for a person who may see everything. */
export const SCREENS = [
  "/leads",
  "/leads?view=table",
  "/sales",
  "/inbox",
  "/inbox?view=closed",
  "/dashboard",
  "/distribution",
  "/team",
  "/log",
  "/settings",
  "/settings/users",
  "/settings/api-keys",
  "/settings/ai",
  "/settings/ai/calibration",
  "/settings/ai/model",
  "/profile",
];
