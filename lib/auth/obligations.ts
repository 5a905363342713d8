import type { Ctx, Obligation } from "#lib/core/ctx.ts";
import { AppError } from "#lib/core/errors.ts";

const REFUSALS: Record<Obligation, { code: string; detail: string }> = {
  change_password: {
    code: "password_change_required",
    detail: "Choose a password of your own first. Until then this session opens nothing else",
  },
  set_up_second_factor: {
    code: "second_factor_required",
    detail: "This workspace requires a second factor. Set one up first",
  },
};

/** What a person has to do before their session opens anything else; null when nothing. */
export function obligationOf(person: {
  mustChangePassword: boolean;
  isSecondFactorMissing: boolean;
}): Obligation | null {
  if (person.mustChangePassword) return "change_password";
  return person.isSecondFactorMissing ? "set_up_second_factor" : null;
}

/**
 * Refuses a session whose person still has to do something first, such as replacing a password that another person
 * chose for them.
 * @param openDuring obligations that are allowed here
 * @throws AppError 403 `password_change_required` or `second_factor_required`
 */
export function assertNoObligation({ session }: Ctx, openDuring: readonly Obligation[] = []): void {
  const obligation = session?.obligation;
  if (!obligation || openDuring.includes(obligation)) return;
  const { code, detail } = REFUSALS[obligation];
  throw new AppError(403, code, detail);
}
