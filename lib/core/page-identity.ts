/** The header that names, with each request of a page, the person and the workspace that the page was made for. */
export const PAGE_IDENTITY_HEADER = "x-made-for";

/** One person in one workspace, as the header names them. */
export const pageIdentity = ({
  workspaceId,
  userId,
}: {
  workspaceId: number;
  userId: number | null;
}): string => `${workspaceId}.${userId}`;
