import { tellOtherTabs } from "./session.ts";

/** Asks next-auth for a cookie of the other workspace; the server sees to it that it is one of this person's. */
export async function switchWorkspace(workspaceId: number): Promise<void> {
  const { csrfToken } = await fetch("/api/auth/csrf").then((answer) => answer.json());
  await fetch("/api/auth/session", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ csrfToken, data: { workspaceId } }),
  });
  tellOtherTabs();
}
