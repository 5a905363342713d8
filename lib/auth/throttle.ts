import { type BulkheadPolicy, BulkheadRejectedError, bulkhead } from "cockatiel";
import { inArray, type SQL, sql } from "drizzle-orm";
import { type Tx, withRole } from "#db/client.ts";
import { signInAttempts } from "#db/schema/sign-in-attempts.ts";
import { emailKey } from "#lib/core/email.ts";
import { TooManyRequests } from "#lib/core/errors.ts";
import { keyedHash } from "./keyed-hash.ts";
import { networkOf } from "./network.ts";

/** An attempt to sign in: for which account, from which address. Null is not counted; `code` is the second factor. */
export type SignInAttempt = { email: string | null; ip: string | null; step?: "password" | "code" };

/** `free` attempts are without a wait; each further one doubles it. Seconds. */
type Limit = { free: number; maxWait: number; forgetsOneIn: number };

/**
 * The limit of the account is never reached by attempts from one network, because those are slowed down before, so a
 * stranger cannot lock the owner out. Figures and sources: docs/decisions/0024-sign-in-throttling.md.
 */
const LIMITS = {
  pair: { free: 5, maxWait: 900, forgetsOneIn: 900 },
  account: { free: 50, maxWait: 60, forgetsOneIn: 60 },
  codePair: { free: 5, maxWait: 900, forgetsOneIn: 900 },
  codeAccount: { free: 10, maxWait: 900, forgetsOneIn: 900 },
  network: { free: 30, maxWait: 300, forgetsOneIn: 30 },
} satisfies Record<string, Limit>;

/** A network from which a person signed in stays known for this long. */
const KNOWN_DAYS = 90;

/** Days after which unused rows are deleted. */
const FORGOTTEN_AFTER_DAYS = 2;

/**
 * Connections that attempts use at once, and attempts that wait for one. A flood of attempts leaves the other
 * connections free.
 */
const MAX_RESERVING = 2;
const MAX_WAITING = 1_000;

// Modules may be loaded twice, by Next and by Node, and both copies share the same connections.
const globals = globalThis as typeof globalThis & { leadlineReservations?: BulkheadPolicy };
globals.leadlineReservations ??= bulkhead(MAX_RESERVING, MAX_WAITING);
const reservations = globals.leadlineReservations;

type Counter = { key: string; limit: Limit };

const counter = (kind: keyof typeof LIMITS, ...of: string[]): Counter => ({
  key: `${kind}:${keyedHash("sign-in-attempts", of.join("\n"))}`,
  limit: LIMITS[kind],
});

/** Always in this order, so that transactions do not deadlock on each other's rows. */
export function countersOf({ email, ip, step = "password" }: SignInAttempt): {
  pair?: Counter;
  shared: Counter[];
} {
  const network = ip === null ? [] : [counter("network", networkOf(ip))];
  if (email === null) return { shared: network };
  const [pair, account] =
    step === "code" ? (["codePair", "codeAccount"] as const) : (["pair", "account"] as const);
  const key = emailKey(email);
  return { pair: counter(pair, key, networkOf(ip)), shared: [counter(account, key), ...network] };
}

const now = sql`clock_timestamp()`;
const waitLeft = sql<number>`ceil(greatest(0, extract(epoch from ${signInAttempts.openAt} - ${now})))::int`;

/**
 * The counters that apply now. A network from which this person signed in before has a counter of its own, so
 * attempts from elsewhere do not delay the person there.
 */
async function applicableCounters(tx: Tx, { pair, shared }: ReturnType<typeof countersOf>) {
  const keys = [...(pair ? [pair] : []), ...shared].map(({ key }) => key);
  const rows = await tx
    .select({
      key: signInAttempts.key,
      isKnown: sql<boolean>`coalesce(${signInAttempts.knownUntil} > ${now}, false)`,
      wait: waitLeft,
    })
    .from(signInAttempts)
    .where(inArray(signInAttempts.key, keys));
  const isKnown = rows.some(({ key, isKnown }) => key === pair?.key && isKnown);
  const counters = [...(pair ? [pair] : []), ...(isKnown ? [] : shared)];
  const counted = new Set(counters.map(({ key }) => key));
  return {
    counters,
    wait: Math.max(0, ...rows.filter(({ key }) => counted.has(key)).map(({ wait }) => wait)),
  };
}

/** Counts one attempt, in one statement that is serialized by key. Returns false when the attempt has to wait. */
async function take(tx: Tx, { key, limit: { free, maxWait, forgetsOneIn } }: Counter): Promise<boolean> {
  const { count, countedAt, openAt } = signInAttempts;
  const maxCount = free + Math.ceil(Math.log2(maxWait));
  const left = sql`greatest(0, ${count} - extract(epoch from ${now} - ${countedAt}) / ${forgetsOneIn}::float8)`;
  const next = sql`least(${left} + 1, ${maxCount}::float8)`;
  const wait = sql`make_interval(secs => least(${maxWait}::float8, power(2, round(${next}) - ${free}::float8)))`;
  const taken = await tx
    .insert(signInAttempts)
    .values({ key, count: 1, countedAt: now })
    .onConflictDoUpdate({
      target: signInAttempts.key,
      set: {
        count: next,
        countedAt: now,
        openAt: sql`case when round(${next}) >= ${free}::float8 then ${now} + ${wait} end`,
      },
      setWhere: sql`${openAt} is null or ${openAt} <= ${now}`,
    })
    .returning({ key: signInAttempts.key });
  return taken.length > 0;
}

/**
 * Counts an attempt before its password is compared, so that of many at once only the free ones get through. It stays
 * counted until `clearAttempts` or `releaseAttempt`.
 * @throws TooManyRequests when this account, this network, or the account from this network has to wait
 */
export async function reserveAttempt(guesser: SignInAttempt): Promise<void> {
  const named = countersOf(guesser);
  if (!named.pair && named.shared.length === 0) return;
  try {
    await reservations.execute(() => reserve(named));
  } catch (error) {
    throw error instanceof BulkheadRejectedError ? new TooManyRequests(1) : error;
  }
}

function reserve(named: ReturnType<typeof countersOf>): Promise<void> {
  return withRole("leadline_auth", async (tx) => {
    const { counters, wait } = await applicableCounters(tx, named);
    if (wait > 0) throw new TooManyRequests(wait);
    const taken = await Promise.all(counters.map((one) => take(tx, one)));
    if (taken.every(Boolean)) return;
    const refused = counters.filter((_, place) => !taken[place]).map(({ key }) => key);
    const [row] = await tx
      .select({ wait: sql<number>`max(${waitLeft})` })
      .from(signInAttempts)
      .where(inArray(signInAttempts.key, refused));
    // Thrown, so that the rollback restores the other counters.
    throw new TooManyRequests(Math.max(1, row?.wait ?? 1));
  });
}

async function uncount(tx: Tx, { key, limit }: Counter): Promise<void> {
  const { count, openAt } = signInAttempts;
  const left = sql`greatest(0, ${count} - 1)`;
  await tx
    .update(signInAttempts)
    // A wait that has begun stays. Otherwise an attacker could shorten it by signing in to an account of their own.
    .set({ count: left, openAt: sql`case when round(${left}) >= ${limit.free}::float8 then ${openAt} end` })
    .where(sql`${signInAttempts.key} = ${key}`);
}

/** Uncounts a reserved attempt that was no guess: the password was right, and only the code is missing. */
export async function releaseAttempt(guesser: SignInAttempt): Promise<void> {
  await withRole("leadline_auth", async (tx) => {
    const { counters } = await applicableCounters(tx, countersOf(guesser));
    for (const one of counters) await uncount(tx, one);
  });
}

/** After a successful sign-in, clears the failures from this network and remembers the network for the account. */
export async function clearAttempts(guesser: SignInAttempt): Promise<void> {
  const named = countersOf(guesser);
  const { pair } = named;
  if (!pair) return releaseAttempt(guesser);
  const knownUntil: SQL = sql`${now} + make_interval(days => ${KNOWN_DAYS})`;
  await withRole("leadline_auth", async (tx) => {
    const { counters } = await applicableCounters(tx, named);
    const clean = { count: 0, countedAt: now, openAt: null, knownUntil };
    await tx
      .insert(signInAttempts)
      .values({ key: pair.key, ...clean })
      .onConflictDoUpdate({ target: signInAttempts.key, set: clean });
    for (const one of counters) if (one !== pair) await uncount(tx, one);
  });
}

/** Deletes counters that impose no wait any more. */
export async function deleteOldAttempts(): Promise<void> {
  const { countedAt, knownUntil } = signInAttempts;
  await withRole("leadline_auth", (tx) =>
    tx.delete(signInAttempts).where(
      inArray(
        signInAttempts.key,
        tx
          .select({ key: signInAttempts.key })
          .from(signInAttempts)
          .where(
            sql`${countedAt} < now() - make_interval(days => ${FORGOTTEN_AFTER_DAYS})
              and coalesce(${knownUntil} < now(), true)`,
          )
          // Rows that a sign-in has locked are skipped.
          .for("update", { skipLocked: true }),
      ),
    ),
  );
}
