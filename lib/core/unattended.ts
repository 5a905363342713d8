/** The header by which an open page says that nobody has touched it for a while: it asks by itself. */
export const UNATTENDED_HEADER = "x-unattended";
