type Call<Item, Answer> = {
  item: Item;
  resolve: (answer: Answer) => void;
  reject: (reason: unknown) => void;
};

/**
 * Lets calls with the same key that come while an earlier one is under way go together afterwards, as a
 * database's group commit does: under load the price of a turn is shared, and a single call waits for nobody.
 * When a turn fails, each of its calls is tried alone, so that nobody fails for another's sake.
 * @param run answers many items at once, in their order; it does all or nothing
 * @param most items of one turn
 */
export function gather<Item, Answer>(
  run: (items: Item[]) => Promise<Answer[]>,
  most: number,
): (key: string, item: Item) => Promise<Answer> {
  const queues = new Map<string, Call<Item, Answer>[]>();

  async function serve(calls: Call<Item, Answer>[]): Promise<void> {
    try {
      const answers = await run(calls.map(({ item }) => item));
      for (const [place, answer] of answers.entries()) calls[place]?.resolve(answer);
    } catch (error) {
      if (calls.length === 1) calls[0]?.reject(error);
      else for (const call of calls) await serve([call]);
    }
  }

  async function serveAll(key: string, queue: Call<Item, Answer>[]): Promise<void> {
    while (queue.length > 0) await serve(queue.splice(0, most));
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
