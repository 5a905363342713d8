/** Whether the process answers. Whether it can serve requests is /ready. */
export function GET(): Response {
  return Response.json({ status: "healthy" });
}
