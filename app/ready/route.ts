import { assertDatabaseAnswers } from "#db/client.ts";

/** Whether requests can be served: the database answers, in time. */
export async function GET(): Promise<Response> {
  try {
    await assertDatabaseAnswers();
    return Response.json({ status: "ready" });
  } catch {
    return Response.json({ status: "unavailable", reason: "The database does not answer" }, { status: 503 });
  }
}
