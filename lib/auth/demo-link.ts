import { and, eq, gt, isNull, lt, sql } from "drizzle-orm";
import { z } from "zod";
import { withRole } from "#db/client.ts";
import { demoLinks } from "#db/schema/demo-links.ts";
import { siteAddress } from "#lib/core/env.ts";
import { AppError } from "#lib/core/errors.ts";
import { DEMO_LINK_MARK } from "./demo-mark.ts";
import { ownHostCookie } from "./session-cookie.ts";
import { generateToken, hashToken } from "./token.ts";

const MAX_UNOPENED_MINUTES = 60;

/** Seconds that a browser which opened a link may use the demo people. */
export const DEMO_BROWSER_MAX_AGE = 30 * 24 * 3600;

export const OpenDemoLinkInput = z.strictObject({ code: z.string().max(100) });

export const demoCookieName = (): string => ownHostCookie("leadline.demo");

/**
 * An address that shows the demo people on the sign-in page of the one browser that opens it first, within an hour.
 * The code is behind `#`: browsers send that part to no server, so it is in no log and in no referrer, and a preview
 * or a prefetch of the address does not use it up.
 */
export async function createDemoLink(): Promise<string> {
  const { token, hash } = generateToken("ld_");
  await withRole("leadline_auth", async (tx) => {
    await tx.delete(demoLinks).where(lt(demoLinks.expiresAt, sql`now()`));
    await tx.insert(demoLinks).values({
      codeHash: hash,
      expiresAt: sql`now() + make_interval(mins => ${MAX_UNOPENED_MINUTES})`,
    });
  });
  return `${siteAddress()}/login${DEMO_LINK_MARK}${token}`;
}

/**
 * Redeems the code of a link. When several browsers send it at once, one of them gets a token.
 * @returns the token that identifies this browser from then on
 * @throws AppError demo_link_not_valid (404) when the code is unknown, used or expired
 */
export async function openDemoLink(code: string): Promise<string> {
  const { token, hash } = generateToken("lb_");
  const opened = await withRole("leadline_auth", (tx) =>
    tx
      .update(demoLinks)
      .set({
        browserHash: hash,
        expiresAt: sql`now() + make_interval(secs => ${DEMO_BROWSER_MAX_AGE})`,
      })
      .where(
        and(
          eq(demoLinks.codeHash, hashToken(code)),
          isNull(demoLinks.browserHash),
          gt(demoLinks.expiresAt, sql`now()`),
        ),
      )
      .returning({ codeHash: demoLinks.codeHash }),
  );
  if (opened.length === 0)
    throw new AppError(404, "demo_link_not_valid", "This demo link has been used or has expired");
  return token;
}

/** Whether this is the token of a browser that opened a demo link. */
export async function hasOpenedDemoLink(browserToken: string | undefined): Promise<boolean> {
  if (!browserToken) return false;
  const found = await withRole("leadline_auth", (tx) =>
    tx
      .select({ expiresAt: demoLinks.expiresAt })
      .from(demoLinks)
      .where(and(eq(demoLinks.browserHash, hashToken(browserToken)), gt(demoLinks.expiresAt, sql`now()`))),
  );
  return found.length > 0;
}
