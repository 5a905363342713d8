/** Whether the process answers at all. Whether it can work is /ready. */
export function GET(): Response {
  return Response.json({ status: "healthy" });
}
