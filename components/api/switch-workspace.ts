import { tellOtherTabs } from "./session.ts";

/** Asks next-auth for a cookie of another workspace. The server checks that the person is a member of it. */
export async function switchWorkspace(workspaceId: number): Promise<void> {
  const { csrfToken } = await fetch("/api/auth/csrf").then((answer) => answer.json());
  await fetch("/api/auth/session", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ csrfToken, data: { workspaceId } }),
  });
  tellOtherTabs();
}
