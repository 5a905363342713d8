/** The header by which a page says with each request for whom and where it was made. */
export const MADE_FOR_HEADER = "x-made-for";

/** One person in one workspace, as a page names it. */
export const madeFor = ({ workspaceId, userId }: { workspaceId: number; userId: number | null }): string =>
  `${workspaceId}.${userId}`;
