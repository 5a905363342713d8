import { z } from "zod";
import { LOCALES, OBLIGATIONS, ROLES } from "#lib/core/ctx.ts";
import { email } from "#lib/core/email.ts";
import { MAX_NAME } from "#lib/core/limits.ts";
import { wholeQuery } from "#lib/core/paging.ts";
import { sortParameter } from "#lib/core/sorting.ts";
import { flag, id, text, timeZone } from "#lib/core/text.ts";
import { DAY_MINUTES, MIN_PASSWORD_LENGTH, PRESENCES } from "./rules.ts";

/**
 * A new password. Common ones are refused where it is hashed, because the check also uses the person's name and
 * e-mail.
 */
export const password = z.string().min(MIN_PASSWORD_LENGTH).max(200);

export const CreateUserInput = z.strictObject({ email, name: text(MAX_NAME), role: z.enum(ROLES), password });
export type CreateUserInput = z.infer<typeof CreateUserInput>;

export const SetPasswordInput = z.strictObject({ email, password });
export type SetPasswordInput = z.infer<typeof SetPasswordInput>;

export const UserJson = z.object({
  id,
  email: z.string(),
  name: z.string(),
  role: z.enum(ROLES),
  is_active: z.boolean(),
  is_demo: z.boolean(),
  operator_id: id.nullable(),
  created_at: z.string(),
});
export type UserJson = z.infer<typeof UserJson>;

export const USER_SORTS = ["name", "email", "created_at"] as const;

/** What the list of people is filtered and sorted by; `q` looks at names and e-mails. */
export const UsersQuery = z.strictObject({
  ...wholeQuery,
  role: z.enum(ROLES).optional(),
  is_active: flag.optional(),
  q: text(200).optional(),
  sort: sortParameter(USER_SORTS),
});
export type UsersQuery = z.infer<typeof UsersQuery>;

/**
 * The operator who gets the open leads, sales and appeals of a deactivated operator. With null they are left without
 * an owner and appeals return to their queues; left out, everything stays with the deactivated operator.
 */
const handOverTo = id.nullable();

type Deactivation = { is_active?: boolean | undefined; hand_over_to?: number | null | undefined };
const deactivatesToHandOver = ({ is_active, hand_over_to }: Deactivation) =>
  hand_over_to === undefined || is_active === false;
const deactivationNeeded = { error: "needs is_active: false", path: ["hand_over_to"] };

export const UpdateUserInput = z
  .strictObject({ role: z.enum(ROLES), is_active: z.boolean(), hand_over_to: handOverTo })
  .partial()
  .refine(deactivatesToHandOver, deactivationNeeded);
export type UpdateUserInput = z.infer<typeof UpdateUserInput>;

export const ChangePasswordInput = z.strictObject({ current: z.string().max(200), password });
export type ChangePasswordInput = z.infer<typeof ChangePasswordInput>;

export const UpdateProfileInput = z.strictObject({ name: text(MAX_NAME), locale: z.enum(LOCALES) }).partial();
export type UpdateProfileInput = z.infer<typeof UpdateProfileInput>;

const version = z.number().int().min(1).max(2_147_483_647);

/**
 * Minutes from midnight of a weekday (0 is Sunday), in the operator's time zone; any number of spans a day. One with
 * `to` before `from` goes over midnight, such as 1320 to 360 for 22:00–06:00, and belongs to the day it begins on.
 */
const workingHours = z
  .array(
    z
      .strictObject({
        day: z.number().int().min(0).max(6),
        from: z
          .number()
          .int()
          .min(0)
          .max(DAY_MINUTES - 1),
        to: z.number().int().min(0).max(DAY_MINUTES),
      })
      .refine(({ from, to }) => from !== to, "must not end when it begins: a whole day is 0 to 1440"),
  )
  .max(50);

const operatorFields = {
  name: text(MAX_NAME),
  is_active: z.boolean(),
  max_load: z.number().int().min(0).max(1000),
  department_id: id.nullable(),
  skills: z.array(text(60)).max(50),
  working_hours: workingHours.nullable(),
  /** Null means the workspace's. */
  time_zone: timeZone.nullable(),
};

export const CreateOperatorInput = z
  .strictObject({ ...operatorFields, user_id: id.nullable() })
  .partial()
  .required({ name: true });
export type CreateOperatorInput = z.infer<typeof CreateOperatorInput>;

export const UpdateOperatorInput = z
  .strictObject({ ...operatorFields, version, hand_over_to: handOverTo })
  .partial()
  .refine(deactivatesToHandOver, deactivationNeeded);
export type UpdateOperatorInput = z.infer<typeof UpdateOperatorInput>;

export const SetPresenceInput = z.strictObject({ state: z.enum(PRESENCES) });
export type SetPresenceInput = z.infer<typeof SetPresenceInput>;

export const OperatorJson = z.object({
  id,
  name: z.string(),
  user_id: id.nullable(),
  department_id: id.nullable(),
  department_name: z.string().nullable(),
  is_active: z.boolean(),
  max_load: z.number(),
  current_load: z.number(),
  skills: z.array(z.string()),
  working_hours: workingHours.nullable(),
  time_zone: z.string().nullable(),
  presence: z.enum(PRESENCES),
  /** The last heartbeat; null for operators who do not use presence, and so are always present. */
  presence_at: z.string().nullable(),
  /** Whether they count as present now: a heartbeat lasts two minutes. */
  is_present: z.boolean(),
  version: z.number(),
  created_at: z.string(),
  updated_at: z.string(),
});
export type OperatorJson = z.infer<typeof OperatorJson>;

export const OPERATOR_SORTS = ["name", "created_at", "current_load"] as const;

/** What the list of operators is filtered and sorted by; `q` looks at names. */
export const OperatorsQuery = z.strictObject({
  ...wholeQuery,
  department_id: z.coerce.number().pipe(id).optional(),
  is_active: flag.optional(),
  q: text(200).optional(),
  sort: sortParameter(OPERATOR_SORTS),
});
export type OperatorsQuery = z.infer<typeof OperatorsQuery>;

/** Statistics of an operator; times in seconds, medians of 30 days. */
export const OperatorStatsJson = z.object({
  operator_id: id,
  active: z.number(),
  closed_today: z.number(),
  closed_30_days: z.number(),
  median_first_answer_seconds: z.number().nullable(),
  median_close_seconds: z.number().nullable(),
  /** Open leads, and transferred leads whose sale is open. */
  open_leads: z.number(),
  open_sales: z.number(),
});
export type OperatorStatsJson = z.infer<typeof OperatorStatsJson>;

export const DepartmentInput = z.strictObject({ name: text(MAX_NAME) });
export type DepartmentInput = z.infer<typeof DepartmentInput>;
export const DEPARTMENT_SORTS = ["name", "created_at"] as const;

/** What the list of departments is sorted by; `q` looks at names. */
export const DepartmentsQuery = z.strictObject({
  ...wholeQuery,
  q: text(200).optional(),
  sort: sortParameter(DEPARTMENT_SORTS),
});
export type DepartmentsQuery = z.infer<typeof DepartmentsQuery>;

export const DepartmentJson = z.object({ id, name: z.string(), created_at: z.string() });
export type DepartmentJson = z.infer<typeof DepartmentJson>;

/** The caller, a person or an API key, and their permissions. */
export const MeJson = z.object({
  kind: z.enum(["user", "api_key", "job"]),
  id: id.nullable(),
  name: z.string(),
  role: z.enum([...ROLES, "reader"]),
  operator_id: id.nullable(),
  department_id: id.nullable(),
  workspace: z.object({ id, name: z.string() }),
  permissions: z.array(z.string()),
  /** What the person must do before this session is allowed anything else. */
  obligation: z.enum(OBLIGATIONS).nullable(),
});
export type MeJson = z.infer<typeof MeJson>;
