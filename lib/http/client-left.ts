/**
 * Calls `end` when the client of a request leaves, or has left. Next cancels the body of an answer that it is sending,
 * but when the client left before that, it drops the answer and leaves the body as it is.
 * @returns a function that stops listening. Keep it as long as you listen, because it holds the request, and the
 * garbage collector may take a request and the controller of its signal though the signal is listened to
 */
export function onClientLeft(request: Request, end: () => void): () => void {
  const { signal } = request;
  if (signal.aborted) end();
  signal.addEventListener("abort", end);
  return () => request.signal.removeEventListener("abort", end);
}
