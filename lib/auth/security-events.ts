import { and, eq, gt, sql } from "drizzle-orm";
import { withRole } from "#db/client.ts";
import { events } from "#db/schema/events.ts";
import { memberships, users } from "#db/schema/users.ts";
import { runInBackground } from "#lib/core/background.ts";
import { DAY } from "#lib/core/clock.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { AppError } from "#lib/core/errors.ts";
import type { EventType } from "#lib/core/event-types.ts";
import { log } from "#lib/core/log.ts";
import { record } from "#lib/core/record.ts";
import { transact } from "#lib/core/transact.ts";
import { makeCtx, type Origin } from "./ctx.ts";
import { Digest } from "./digest.ts";
import { emailKey } from "./email-key.ts";
import { keyedHash } from "./keyed-hash.ts";

// Everything here is written beside the request that it tells of, which it neither delays nor fails. What an event
// tells is for managers alone: it has no owners.

/** Workspaces of one account that are told of a failed sign-in. */
const MAX_WORKSPACES = 20;
/** Places that one key's uses are told from in a day. */
const MAX_PLACES_A_DAY = 50;
/** Places of keys that a process remembers before it forgets them all. */
const MAX_REMEMBERED = 5_000;

const signIns = new Digest();
const failures = new Digest();
const refusals = new Digest();

type After = { id: number; name?: string; reason?: string; times?: number; method?: string };

/** Once is not worth a number. */
const counted = (times: number) => (times > 1 ? { times } : {});

async function write(ctx: Ctx, type: EventType, after: After): Promise<void> {
  await transact(ctx, (tx) => record(tx, ctx, type, { after }));
}

/** Notes that a person has signed in. */
export function recordSignIn(
  { userId, workspaceId }: { userId: number; workspaceId: number },
  method: "password" | "demo",
  origin: Origin,
): void {
  const tell = (times: number) =>
    runInBackground(async () => {
      const [person] = await withRole("leadline_auth", (tx) =>
        tx
          .select({ name: users.name, role: memberships.role })
          .from(memberships)
          .innerJoin(users, eq(users.id, memberships.userId))
          .where(and(eq(memberships.workspaceId, workspaceId), eq(memberships.userId, userId))),
      );
      if (!person) return;
      const actor = {
        kind: "user",
        id: userId,
        name: person.name,
        operatorId: null,
        departmentId: null,
      } as const;
      const ctx = makeCtx(workspaceId, actor, person.role, origin);
      await write(ctx, "user.signed_in", { id: userId, name: person.name, method, ...counted(times) });
    });
  signIns.note(`${workspaceId} ${userId} ${origin.ip}`, tell);
}

/**
 * Notes a failed sign-in of a known account in each of its workspaces, and of an unknown one in the server's log
 * alone. What was typed is kept nowhere.
 */
export function recordFailedSignIn(email: string, error: unknown, origin: Origin): void {
  if (
    !(error instanceof AppError) ||
    ![401, 429].includes(error.status) ||
    error.code === "second_factor_needed"
  )
    return;
  const { status, code } = error;
  runInBackground(async () => {
    const accounts = await findAccount(email);
    const [account] = accounts;
    if (!account) return noteUnknown(email);
    const open = accounts.filter(({ isActive }) => isActive);
    const reason = open.length === 0 ? "disabled" : status === 429 ? "throttled" : failureOf(code);
    const told = (open.length > 0 ? open : accounts).slice(0, MAX_WORKSPACES);
    failures.note(String(account.id), (times) =>
      runInBackground(async () => {
        for (const { id, name, workspaceId } of told) {
          const ctx = makeCtx(workspaceId, { kind: "job", id: null, name: "Sign-in" }, "admin", origin);
          await write(ctx, "user.sign_in_failed", { id, name, reason, ...counted(times) });
        }
      }),
    );
  });
}

/** A code of ours that says more than that somebody is not signed in, such as a wrong second factor. */
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
      .where(eq(users.email, emailKey(email)))
      .orderBy(memberships.createdAt, memberships.workspaceId),
  );
}

/** The hash tells one account that is tried often from many that are tried once. */
function noteUnknown(email: string): void {
  const account = keyedHash("unknown-account", emailKey(email)).slice(0, 12);
  failures.note("unknown", (times) => log.info({ account, times }, "a sign-in to no account failed"));
}

/**
 * Notes that a caller may not do what they asked for. Other failures, also what a session has to do first, are none of it.
 * @param operation such as `POST /users`
 */
export function recordRefusal(ctx: Ctx, operation: string, error: unknown): void {
  if (!isRefusal(error)) return;
  const { workspaceId, actor, role, ...origin } = ctx;
  // Not the ctx of the request: a transaction of that may be open still.
  const own = makeCtx(workspaceId, actor, role, origin);
  refusals.note(`${workspaceId} ${actor.kind} ${actor.id} ${operation}`, (times) =>
    runInBackground(() =>
      write(own, "access.refused", { id: actor.id ?? 0, name: operation, ...counted(times) }),
    ),
  );
}

export const isRefusal = (error: unknown): error is AppError =>
  error instanceof AppError && error.status === 403 && error.code === "forbidden";

/** Until when a place of a key is known, in milliseconds. */
const knownPlaces = new Map<string, number>();

/** Notes the first use of an API key from an address or program within a day, so that a stolen one shows. */
export function recordKeyUse({ workspaceId, actor, role, ...origin }: Ctx): void {
  if (actor.kind !== "api_key" || origin.ip === null) return;
  const now = Date.now();
  const [key, place] = [`${actor.id}`, `${actor.id} ${origin.ip} ${origin.userAgent}`];
  if ([key, place].some((known) => (knownPlaces.get(known) ?? 0) > now)) return;
  if (knownPlaces.size >= MAX_REMEMBERED) knownPlaces.clear();
  knownPlaces.set(place, now + DAY);
  const ctx = makeCtx(workspaceId, actor, role, origin);
  runInBackground(async () => {
    const told = await placesToldOf(ctx, actor.id);
    if (told.length >= MAX_PLACES_A_DAY) knownPlaces.set(key, now + DAY);
    else if (!told.some(({ ip, userAgent }) => ip === ctx.ip && userAgent === ctx.userAgent))
      await write(ctx, "api_key.used", { id: actor.id, name: actor.name });
  });
}

/** The places that this key came from within a day, whichever process recorded them. */
function placesToldOf(ctx: Ctx, keyId: number) {
  return transact(ctx, (tx) =>
    tx
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
      .limit(MAX_PLACES_A_DAY),
  );
}
