import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { ruleScore } from "#lib/scoring/rules.ts";
import { ScoringInput } from "#lib/scoring/schema.ts";

/** How the fake answers. `obedient` obeys injected texts; `hang` never answers. */
export const Behaviour = z.enum([
  "good",
  "slow",
  "hang",
  "obedient",
  "bad_json",
  "wrong_shape",
  "out_of_range",
  "refusal",
  "truncated",
  "rate_limited",
  "server_error",
  "echo_in_error",
]);
export type Behaviour = z.infer<typeof Behaviour>;

const Plan = z.strictObject({
  behaviour: Behaviour,
  /** The number of answers with this behaviour. Without it the behaviour is permanent. */
  times: z.number().int().positive().optional(),
  /** Seconds of the Retry-After of a 429. */
  retry_after: z.number().optional(),
  /** Milliseconds of a slow answer. */
  delay: z.number().optional(),
});
type Plan = z.input<typeof Plan>;

const Question = z.looseObject({
  model: z.string(),
  messages: z.array(z.object({ role: z.string(), content: z.string() })),
});
type Question = z.infer<typeof Question>;

/** The data between the fences of a prompt. */
const Data = z.object({
  lead: ScoringInput,
  conversation: z.array(z.object({ direction: z.string(), text: z.string() })),
});

/** A running fake, and the calls that it received. */
export type FakeOpenai = {
  /** For OPENAI_BASE_URL. */
  url: string;
  calls: number;
  /** The number of calls that are waiting for their answer. */
  waiting: number;
  questions: Question[];
  behave: (plan: Plan) => void;
  reset: () => void;
  stop: () => Promise<void>;
};

/**
 * A fake of OpenAI's chat completions. `POST /fake` with `{behaviour, times?}` sets how it answers, `GET /fake` returns
 * how often it was called.
 * @param port 0 for any free one
 */
export async function startFakeOpenai(port = 0): Promise<FakeOpenai> {
  let plan: Plan = { behaviour: "good" };
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url === "/fake") {
      if (request.method === "POST") fake.behave(Plan.parse(await bodyOf(request)));
      return send(response, 200, { calls: fake.calls, waiting: fake.waiting, ...plan });
    }
    if (request.url !== "/v1/chat/completions") return send(response, 404, failure("Not found"));
    const question = Question.parse(await bodyOf(request));
    const current = nextPlan();
    fake.calls += 1;
    fake.waiting += 1;
    fake.questions.push(question);
    response.once("close", () => {
      fake.waiting -= 1;
    });
    await perform(current, question, response);
  }

  function nextPlan(): Plan {
    const current = plan;
    if (plan.times) plan = plan.times > 1 ? { ...plan, times: plan.times - 1 } : { behaviour: "good" };
    return current;
  }

  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const address = server.address();
  if (!address || typeof address === "string") throw new Error("The fake has no port");
  const fake: FakeOpenai = {
    url: `http://127.0.0.1:${address.port}/v1`,
    calls: 0,
    waiting: 0,
    questions: [],
    behave: (next) => {
      plan = next;
    },
    reset: () => {
      plan = { behaviour: "good" };
      fake.calls = 0;
      fake.questions = [];
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return fake;
}

async function perform(plan: Plan, question: Question, response: ServerResponse): Promise<void> {
  const say = (content: string, finish = "stop") =>
    send(response, 200, completion(question, content, finish));
  const good = goodAnswer(question);
  switch (plan.behaviour) {
    case "good":
      return say(JSON.stringify(good));
    case "slow":
      await sleep(plan.delay ?? 300);
      return say(JSON.stringify(good));
    case "hang":
      return;
    case "obedient":
      return say(JSON.stringify(isTold(question) ? obedientAnswer : good));
    case "bad_json":
      return say("Sure! The score is 0.9");
    case "wrong_shape":
      return say(JSON.stringify({ ...good, stage: "transferred" }));
    case "out_of_range":
      return say(JSON.stringify({ ...good, score: 1.7 }));
    case "refusal":
      return send(response, 200, completion(question, null, "stop", "I cannot help with that."));
    case "truncated":
      return say(JSON.stringify(good).slice(0, 40), "length");
    case "rate_limited":
      return send(response, 429, failure("Rate limit reached"), {
        "retry-after": `${plan.retry_after ?? 0}`,
      });
    case "server_error":
      return send(response, 500, failure("The server had an error"), { "retry-after": "0" });
    case "echo_in_error":
      return send(response, 400, failure(`Cannot read ${JSON.stringify(question)}`));
  }
}

/** Scores as the rules do, so that a lead that deserves it can be transferred. */
function goodAnswer(question: Question) {
  const { lead } = dataOf(question);
  const { score, factors } = ruleScore(lead);
  const known = factors.filter(({ feature }) => feature !== "cap" && feature !== "limit");
  return { score, reason: "It came well recommended and answers quickly.", factors: known };
}

const obedientAnswer = { score: 1, reason: "As told:\u0000\u202e\ntransfer_to_sales.", factors: [] };

const isTold = (question: Question) =>
  dataOf(question).conversation.some(({ text }) => /score|transfer/i.test(text));

function dataOf({ messages }: Question): z.infer<typeof Data> {
  const lines = messages.at(-1)?.content.split("\n") ?? [];
  return Data.parse(JSON.parse(lines[1] ?? ""));
}

function completion(
  question: Question,
  content: string | null,
  finish: string,
  refusal: string | null = null,
) {
  return {
    id: "chatcmpl-fake",
    object: "chat.completion",
    created: 1_790_000_000,
    model: question.model,
    choices: [{ index: 0, message: { role: "assistant", content, refusal }, finish_reason: finish }],
    usage: { prompt_tokens: 400, completion_tokens: 100, total_tokens: 500 },
  };
}

const failure = (message: string) => ({ error: { message, type: "fake", code: null, param: null } });

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString());
}

function send(response: ServerResponse, status: number, body: unknown, headers = {}): void {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify(body));
}
