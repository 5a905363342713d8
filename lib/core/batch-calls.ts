type Call<Item, Answer> = {
  item: Item;
  resolve: (answer: Answer) => void;
  reject: (reason: unknown) => void;
};

/**
 * Batches calls with the same key: those that arrive while a batch runs form the next batch, as in a database's group
 * commit. Under load the cost of a batch is shared; a call that comes alone starts at once. When a batch fails, each of
 * its calls is tried alone, so that one bad item does not fail the others.
 * @param run answers many items at once, in their order; it does all or nothing
 * @param maxItems items of one batch
 * @param concernsAll whether a failure would meet each call alone as well, such as a lack of connections. Then the calls
 * are not tried alone, because the key's later calls would wait for all those attempts
 */
export function batchCalls<Item, Answer>(
  run: (items: Item[]) => Promise<Answer[]>,
  maxItems: number,
  concernsAll: (error: unknown) => boolean = () => false,
): (key: string, item: Item) => Promise<Answer> {
  const queues = new Map<string, Call<Item, Answer>[]>();

  async function serve(calls: Call<Item, Answer>[]): Promise<void> {
    try {
      const answers = await run(calls.map(({ item }) => item));
      for (const [place, answer] of answers.entries()) calls[place]?.resolve(answer);
    } catch (error) {
      if (calls.length === 1 || concernsAll(error)) for (const { reject } of calls) reject(error);
      else for (const call of calls) await serve([call]);
    }
  }

  async function serveAll(key: string, queue: Call<Item, Answer>[]): Promise<void> {
    while (queue.length > 0) await serve(queue.splice(0, maxItems));
    queues.delete(key);
  }

  return (key, item) =>
    new Promise((resolve, reject) => {
      const call = { item, resolve, reject };
      const queue = queues.get(key);
      if (queue) queue.push(call);
      else {
        const started = [call];
        queues.set(key, started);
        void serveAll(key, started);
      }
    });
}
