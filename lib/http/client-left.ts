/**
 * Calls `end` when the client of a request disconnects, or has disconnected. Next cancels the body of an answer that
 * it is sending, but when the client disconnected before that, it drops the answer without cancelling the body.
 * @returns a function that stops listening. Keep a reference to it while listening, because it holds the request: the
 * garbage collector may collect a request and its abort controller although the signal has listeners
 */
export function onClientLeft(request: Request, end: () => void): () => void {
  const { signal } = request;
  if (signal.aborted) end();
  signal.addEventListener("abort", end);
  return () => request.signal.removeEventListener("abort", end);
}
