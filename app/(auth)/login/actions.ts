"use server";

import { cookies } from "next/headers";
import {
  DEMO_BROWSER_MAX_AGE,
  demoCookieName,
  OpenDemoLinkInput,
  openDemoLink,
} from "#lib/auth/demo-link.ts";
import { isSecureSession } from "#lib/auth/session-cookie.ts";
import { publicAction } from "#lib/http/action.ts";

/** Sets the cookie of the first browser that opens a demo link, so that the sign-in page recognizes it. */
export const openDemoLinkAction = publicAction(OpenDemoLinkInput, async (_origin, { code }) => {
  const token = await openDemoLink(code);
  (await cookies()).set(demoCookieName(), token, {
    httpOnly: true,
    sameSite: "lax",
    secure: isSecureSession(),
    path: "/",
    maxAge: DEMO_BROWSER_MAX_AGE,
  });
});
