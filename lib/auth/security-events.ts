import { and, eq, gt, inArray, sql } from "drizzle-orm";
import { type Tx, withRole } from "#db/client.ts";
import { events } from "#db/schema/events.ts";
import { memberships, users } from "#db/schema/users.ts";
import { runInBackground } from "#lib/core/background.ts";
import { DAY } from "#lib/core/clock.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { emailKey, emailKeys } from "#lib/core/email.ts";
import { AppError } from "#lib/core/errors.ts";
import type { EventType } from "#lib/core/event-types.ts";
import { log } from "#lib/core/log.ts";
import { record } from "#lib/core/record.ts";
import { transactOutsideShares } from "#lib/core/transact.ts";
import { makeCtx, type Origin } from "./ctx.ts";
import { keyedHash } from "./keyed-hash.ts";
import { membershipsOf } from "./memberships-of.ts";
import { RepeatedEvents } from "./repeated-events.ts";

// Security events are written in the background, so they neither delay nor fail the request, and outside the caller's
// share of the connections, so a caller who uses up that share cannot prevent them. Each kind of event of each
// workspace has its own queue, so a flood of refusals drops no sign-in and no event of another workspace. The events
// have no owners, so only managers see them.

/** Workspaces of one account that record a failed sign-in. */
const MAX_WORKSPACES = 20;
/** Places (addresses and programs) recorded for one key in a day. */
const MAX_PLACES_A_DAY = 50;
/** Places of keys that a process remembers before it forgets them all. */
const MAX_REMEMBERED = 5_000;

const signIns = new RepeatedEvents();
const failures = new RepeatedEvents();
const refusals = new RepeatedEvents();

type After = { id: number; name?: string; reason?: string; times?: number; method?: string };

/** The number is left out where it is one. */
const counted = (times: number) => (times > 1 ? { times } : {});

const write = (ctx: Ctx, type: EventType, after: After): Promise<void> =>
  transactOutsideShares(ctx, async (tx) => record(tx, ctx, type, { after }));

const queueOf = (type: EventType, { workspaceId }: { workspaceId: number }) => `${type} ${workspaceId}`;

/** Notes that a person has signed in. */
export function recordSignIn(entered: Entered, method: "password" | "demo", origin: Origin): void {
  const report = (times: number) => {
    runInBackground(queueOf("user.signed_in", entered), () => writeSignIn(entered, method, origin, times));
  };
  const { workspaceId, userId } = entered;
  const isRecorded = signIns.note({ workspaceId, caller: `${userId}`, what: `${origin.ip}` }, report);
  // A sign-in waits for the comparison of its password, so there are never many at once, and each is recorded.
  if (!isRecorded) report(1);
}

type Entered = { userId: number; workspaceId: number };

async function writeSignIn(
  { userId, workspaceId }: Entered,
  method: string,
  origin: Origin,
  times: number,
): Promise<void> {
  const [membership] = await membershipsOf(userId, workspaceId);
  if (!membership) return;
  const { person, role } = membership;
  const ctx = makeCtx(workspaceId, { kind: "user", ...person }, role, origin);
  await write(ctx, "user.signed_in", { id: userId, name: person.name, method, ...counted(times) });
}

/**
 * Notes a failed sign-in of a known account in each of its workspaces, and of an unknown one in the server's log
 * only. What was typed is not stored.
 */
export function recordFailedSignIn(email: string, error: unknown, origin: Origin): void {
  if (
    !(error instanceof AppError) ||
    ![401, 429].includes(error.status) ||
    error.code === "second_factor_needed"
  )
    return;
  const { status, code } = error;
  // Two queues, because a 429 costs its sender nothing, while each wrong password waits for its comparison.
  runInBackground(`failed sign-ins ${status}`, async () => {
    const accounts = await findAccount(email);
    if (accounts.length === 0) return noteUnknown(email);
    const open = accounts.filter(({ isActive }) => isActive);
    const reason = open.length === 0 ? "disabled" : status === 429 ? "throttled" : failureOf(code);
    const told = (open.length > 0 ? open : accounts).slice(0, MAX_WORKSPACES);
    for (const account of told) noteFailure(account, reason, origin);
  });
}

type Account = { id: number; name: string; workspaceId: number };

function noteFailure({ id, name, workspaceId }: Account, reason: string, origin: Origin): void {
  failures.note({ workspaceId, caller: `${id}`, what: "" }, (times) => {
    const ctx = makeCtx(workspaceId, { kind: "job", id: null, name: "Sign-in" }, "admin", origin);
    runInBackground(queueOf("user.sign_in_failed", ctx), () =>
      write(ctx, "user.sign_in_failed", { id, name, reason, ...counted(times) }),
    );
  });
}

/** The code of the failure; `wrong_password` for the general one. */
const failureOf = (code: string) => (code === "unauthenticated" ? "wrong_password" : code);

function findAccount(email: string) {
  return withRole("leadline_auth", (tx) =>
    tx
      .select({
        id: users.id,
        name: users.name,
        workspaceId: memberships.workspaceId,
        isActive: memberships.isActive,
      })
      .from(users)
      .innerJoin(memberships, eq(memberships.userId, users.id))
      .where(inArray(users.email, emailKeys(email)))
      .orderBy(memberships.createdAt, memberships.workspaceId),
  );
}

/** Logs a hash of the address, which distinguishes one account that is tried often from many that are tried once. */
function noteUnknown(email: string): void {
  const account = keyedHash("unknown-account", emailKey(email)).slice(0, 12);
  failures.note({ workspaceId: null, caller: "unknown", what: "" }, (times) =>
    log.info({ account, times }, "a sign-in to no account failed"),
  );
}

/**
 * Notes that a caller may not do what they asked for. Other failures are not noted, nor is a session that has to do
 * something else first.
 * @param operation such as `POST /users`
 */
export function recordRefusal(ctx: Ctx, operation: string, error: unknown): void {
  if (!isRefusal(error)) return;
  const { workspaceId, actor, role, ...origin } = ctx;
  // Not the ctx of the request, because its transaction may still be open and would be joined.
  const own = makeCtx(workspaceId, actor, role, origin);
  refusals.note({ workspaceId, caller: `${actor.kind} ${actor.id}`, what: operation }, (times) => {
    runInBackground(queueOf("access.refused", own), () =>
      write(own, "access.refused", { id: actor.id ?? 0, name: operation, ...counted(times) }),
    );
  });
}

export const isRefusal = (error: unknown): error is AppError =>
  error instanceof AppError && error.status === 403 && error.code === "forbidden";

/** Until when a place of a key needs no new event, in milliseconds. */
const knownPlaces = new Map<string, number>();
/** Places of keys that are being recorded now. */
const placesBeingRecorded = new Set<string>();

function remember(place: string): void {
  if (knownPlaces.size >= MAX_REMEMBERED) knownPlaces.clear();
  knownPlaces.set(place, Date.now() + DAY);
}

/** Notes the first use of an API key from an address or program within a day, so that a stolen one shows. */
export function recordKeyUse({ workspaceId, actor, role, ...origin }: Ctx): void {
  if (actor.kind !== "api_key" || origin.ip === null) return;
  const now = Date.now();
  const [key, place] = [`${actor.id}`, `${actor.id} ${origin.ip} ${origin.userAgent}`];
  if ([key, place].some((known) => (knownPlaces.get(known) ?? 0) > now)) return;
  if (placesBeingRecorded.has(place)) return;
  const ctx = makeCtx(workspaceId, actor, role, origin);
  const isAccepted = runInBackground(`api_key.used ${key}`, () =>
    recordPlace(ctx, actor)
      .then((isFull) => remember(isFull ? key : place))
      .finally(() => placesBeingRecorded.delete(place)),
  );
  if (isAccepted) placesBeingRecorded.add(place);
}

/**
 * Records a key's use unless any process recorded it within a day.
 * @returns whether no more places of this key are recorded within the day
 */
function recordPlace(ctx: Ctx, { id, name }: { id: number; name: string }): Promise<boolean> {
  return transactOutsideShares(ctx, async (tx) => {
    const told = await recordedPlaces(tx, id);
    if (told.length >= MAX_PLACES_A_DAY) return true;
    const isRecorded = told.some(({ ip, userAgent }) => ip === ctx.ip && userAgent === ctx.userAgent);
    if (!isRecorded) record(tx, ctx, "api_key.used", { after: { id, name } });
    return false;
  });
}

function recordedPlaces(tx: Tx, keyId: number) {
  return tx
    .select({ ip: events.ip, userAgent: events.userAgent })
    .from(events)
    .where(
      and(
        eq(events.subjectType, "api_key"),
        eq(events.subjectId, keyId),
        eq(events.type, "api_key.used"),
        gt(events.createdAt, sql`now() - interval '1 day'`),
      ),
    )
    .limit(MAX_PLACES_A_DAY);
}
