import { assertReady, DatabaseNotReady } from "#db/readiness.ts";

/** Says whether requests can be served: the database answers in time and has the schema of this version. */
export async function GET(): Promise<Response> {
  try {
    await assertReady();
    return Response.json({ status: "ready" });
  } catch (error) {
    const reason = error instanceof DatabaseNotReady ? error.message : "The database does not answer";
    return Response.json({ status: "unavailable", reason }, { status: 503 });
  }
}
