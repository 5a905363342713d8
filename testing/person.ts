import { randomInt, randomUUID } from "node:crypto";
import { makeCtx } from "#lib/auth/ctx.ts";
import { findSession } from "#lib/auth/session.ts";
import { signIn } from "#lib/auth/sign-in.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { createUser } from "#lib/workspace/team/create-user.ts";
import { cookieOf } from "./session.ts";
import type { TestWorkspace } from "./workspace.ts";

/** An address of a network that most likely no other test uses. */
export const newNetwork = (): string => `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}`;

/** A new person with their own password, who signs in from their own network. */
export async function newPerson(
  { workspaceId, job }: Pick<TestWorkspace, "workspaceId" | "job">,
  role: "admin" | "manager" = "manager",
) {
  const [email, password] = [`${randomUUID()}@test.example`, randomUUID() as string];
  const account = { email, password, name: "Olena", role };
  const { id, name, operatorId } = await createUser(job, account, { mustChangePassword: false });
  const actor = { kind: "user", id, name, operatorId, departmentId: null } as const;
  const ip = newNetwork();
  const enter = (code?: string, from = ip) =>
    signIn({ email, password, ...(code === undefined ? {} : { code }) }, { ip: from });
  const cookie = async (code?: string) => cookieOf(await enter(code));
  const origin = { ip, userAgent: "Firefox" };
  /** The ctx of a request with this cookie. */
  const ctxWith = async (cookie: string): Promise<Ctx> => {
    const session = (await findSession(cookie))?.session ?? null;
    return makeCtx(workspaceId, actor, role, { ...origin, session });
  };
  return { id, email, password, ip, ctx: makeCtx(workspaceId, actor, role, origin), enter, cookie, ctxWith };
}
