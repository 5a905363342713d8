/** Precedes the code in the address of a demo link. */
export const DEMO_LINK_MARK = "#demo=";
