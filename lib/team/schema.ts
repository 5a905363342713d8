import { z } from "zod";
import { ROLES } from "#lib/core/ctx.ts";
import { text } from "#lib/core/text.ts";

/** Long enough that guessing is hopeless with the throttle in front of it. */
export const MIN_PASSWORD_LENGTH = 10;
export const password = z.string().min(MIN_PASSWORD_LENGTH).max(200);

export const email = z.string().trim().toLowerCase().pipe(z.email().max(254));

export const CreateUserInput = z.strictObject({ email, name: text(120), role: z.enum(ROLES), password });
export type CreateUserInput = z.infer<typeof CreateUserInput>;

export const SetPasswordInput = z.strictObject({ email, password });
export type SetPasswordInput = z.infer<typeof SetPasswordInput>;
