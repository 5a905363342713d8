/** Says whether the process is alive. Whether it can serve requests is answered by /ready. */
export function GET(): Response {
  return Response.json({ status: "healthy" });
}
