import { z } from "zod";
import { AiProvider } from "./ai-provider.ts";

const optionalUrl = z.url().optional();

/** Every variable that Leadline reads. All optional; `.env.example` explains each. */
export const Environment = z.object({
  DATABASE_URL: z.string().startsWith("postgres", "must be a postgres:// address").optional(),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(1).optional(),
  PORT: z.coerce.number().int().min(1).max(65535).default(3000),
  HOST: z.string().min(1).default("127.0.0.1"),
  AUTH_SECRET: z.string().min(32, "must have at least 32 characters").optional(),
  AUTH_SECRET_PREVIOUS: z.string().min(32, "must have at least 32 characters").optional(),
  PUBLIC_URL: optionalUrl,
  TRUSTED_PROXIES: z.string().default(""),
  CORS_ORIGINS: z.string().default(""),
  METRICS_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]{32,}$/, "must be one word of at least 32 characters, as it stands in an HTTP header")
    .optional(),
  MIN_TRANSFER_SCORE: z.coerce.number().min(0).max(1).default(0.6),
  OPENAI_API_KEY: z
    .string()
    .regex(/^[\x21-\x7e]+$/, "must be one word, as it stands in an HTTP header")
    .optional(),
  OPENAI_BASE_URL: z.url({ protocol: /^https?$/, error: "must be an http(s) address" }).optional(),
  OPENAI_MODEL: z.string().min(1).max(100).default("gpt-4o-mini"),
  AI_PROVIDER: AiProvider.optional(),
  AI_CACHE_TTL: z.coerce.number().int().min(0).default(3600),
  AI_ANALYSIS_STALE_DAYS: z.coerce.number().int().min(1).default(7),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
  LEADLINE_DATA_DIR: z.string().min(1).default(".data"),
  LEADLINE_DEMO: z.enum(["on", "off"]).optional(),
});

/** Rules across several variables. */
const Resolved = Environment.refine(
  ({ AI_PROVIDER, OPENAI_API_KEY }) => AI_PROVIDER !== "openai" || OPENAI_API_KEY,
  { path: ["OPENAI_API_KEY"], error: "is needed when AI_PROVIDER is openai" },
).transform((variables) => ({
  ...variables,
  AI_PROVIDER: variables.AI_PROVIDER ?? (variables.OPENAI_API_KEY ? "openai" : "model"),
}));

export type Env = z.infer<typeof Resolved>;

/** A variable has a value that Leadline cannot use; the message names each. */
export class InvalidEnvironment extends Error {}

let cached: Env | undefined;

/**
 * The environment, validated once. Empty variables count as unset.
 * @throws InvalidEnvironment
 */
export function env(): Env {
  cached ??= parseEnvironment(process.env);
  return cached;
}

/** Makes the next `env()` validate again, for a start that adds variables from `.env` and the stored secret. */
export function resetEnvironment(): void {
  cached = undefined;
}

/** The address where people reach Leadline, as far as is known. Links in e-mails and messages begin with it. */
export function siteAddress({ PUBLIC_URL, HOST, PORT } = env()): string {
  return PUBLIC_URL?.replace(/\/+$/, "") ?? `http://${HOST === "0.0.0.0" ? "127.0.0.1" : HOST}:${PORT}`;
}

export function parseEnvironment(variables: Record<string, string | undefined>): Env {
  const present = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ""));
  const parsed = Resolved.safeParse(present);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
  throw new InvalidEnvironment(`The environment is not valid:\n${lines.join("\n")}`);
}
