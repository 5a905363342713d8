type Call<Item, Answer> = {
  item: Item;
  resolve: (answer: Answer) => void;
  reject: (reason: unknown) => void;
};

/**
 * Lets calls with the same key that come while an earlier one is under way go together afterwards, as a database's
 * group commit does: under load the price of a turn is shared, and a single call waits for no other. When a turn fails,
 * each of its calls is tried alone, so that one that cannot be served does not fail the others.
 * @param run answers many items at once, in their order; it does all or nothing
 * @param maxTogether items of one turn
 * @param concernsAll whether a failure would meet each call alone as well, such as a lack of connections: then they are
 * not tried alone, one after the other, while the key's later calls wait
 */
export function gather<Item, Answer>(
  run: (items: Item[]) => Promise<Answer[]>,
  maxTogether: number,
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
    while (queue.length > 0) await serve(queue.splice(0, maxTogether));
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
