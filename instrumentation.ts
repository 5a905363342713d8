/** Runs once when the server starts, before the first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  if (process.env.NODE_ENV === "production") {
    const { logConsole } = await import("#lib/core/console.ts");
    logConsole();
  }
  const { hookServer } = await import("#lib/http/server-hooks.ts");
  hookServer();
  const { settleBeforeClose } = await import("#lib/http/settle-before-close.ts");
  settleBeforeClose();
}
