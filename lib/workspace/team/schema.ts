import { z } from "zod";
import { LOCALES, OBLIGATIONS, ROLES } from "#lib/core/ctx.ts";
import { email } from "#lib/core/email.ts";
import { MAX_NAME } from "#lib/core/limits.ts";
import { wholeQuery } from "#lib/core/paging.ts";
import { sortParameter } from "#lib/core/sorting.ts";
import { flag, id, optionalText, text, timeZone } from "#lib/core/text.ts";
import {
  OPERATOR_FIELD_DESCRIPTIONS as MEANING,
  type OperatorText,
  type OperatorTexts,
  operatorTexts,
  textSpec,
} from "./fields.ts";
import { DAY_MINUTES, MIN_PASSWORD_LENGTH, PRESENCES } from "./rules.ts";

/**
 * A new password. Common ones are refused where it is hashed, because the check also uses the person's name and
 * e-mail.
 */
export const password = z.string().min(MIN_PASSWORD_LENGTH).max(200);

export const CreateUserInput = z.strictObject({
  email: email.describe("E-mail address to sign in with."),
  name: text(MAX_NAME).describe("Name of the person."),
  role: z.enum(ROLES).describe("Role of the person."),
  password: password.describe("First password. The person replaces it when they sign in."),
});
export type CreateUserInput = z.infer<typeof CreateUserInput>;

export const SetPasswordInput = z.strictObject({ email, password });
export type SetPasswordInput = z.infer<typeof SetPasswordInput>;

export const UserJson = z.object({
  id: id.describe("Id of the person."),
  email: z.string().describe("E-mail address to sign in with."),
  name: z.string().describe("Name of the person."),
  role: z.enum(ROLES).describe("Role of the person."),
  is_active: z.boolean().describe("Whether the person can sign in."),
  is_demo: z.boolean().describe("Whether the person belongs to the demo data."),
  operator_id: id.nullable().describe("Operator of the person, who owns their leads, sales and appeals."),
  created_at: z.string().describe("When the person was added."),
});
export type UserJson = z.infer<typeof UserJson>;

export const USER_SORTS = ["name", "email", "created_at"] as const;

/** What the list of people is filtered and sorted by; `q` looks at names and e-mails. */
export const UsersQuery = z.strictObject({
  ...wholeQuery,
  role: z.enum(ROLES).optional().describe("People with this role."),
  is_active: flag.optional().describe("Whether the person can sign in."),
  q: text(200).optional().describe("Words of the name or the e-mail address."),
  sort: sortParameter(USER_SORTS).describe("Order; `-` is descending."),
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
  .strictObject({
    role: z.enum(ROLES).describe("New role."),
    is_active: z.boolean().describe("Whether the person can sign in."),
    hand_over_to: handOverTo.describe(
      "Operator who gets their open work. Null returns appeals to their queues.",
    ),
  })
  .partial()
  .refine(deactivatesToHandOver, deactivationNeeded);
export type UpdateUserInput = z.infer<typeof UpdateUserInput>;

export const ChangePasswordInput = z.strictObject({
  current: z.string().max(200).describe("Your current password."),
  password: password.describe("Your new password."),
});
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
        day: z.number().int().min(0).max(6).describe("Day of the week; 0 is Sunday."),
        from: z
          .number()
          .int()
          .min(0)
          .max(DAY_MINUTES - 1)
          .describe("Minutes after midnight at which the span begins."),
        to: z
          .number()
          .int()
          .min(0)
          .max(DAY_MINUTES)
          .describe("Minutes after midnight at which it ends. Before `from`, it ends on the next day."),
      })
      .refine(({ from, to }) => from !== to, "must not end when it begins: a whole day is 0 to 1440"),
  )
  .max(50);

/** A schema for each field that is a line of text. */
const textFields = (schemaOf: (field: OperatorText) => z.ZodType<string | null>) =>
  Object.fromEntries(
    operatorTexts().map((field) => [field, schemaOf(field).describe(MEANING[field])]),
  ) as unknown as { [Field in OperatorText]: z.ZodType<OperatorTexts[Field], OperatorTexts[Field]> };

const operatorInputs = {
  ...textFields((field) => (textSpec(field).isRequired ? text : optionalText)(textSpec(field).limit)),
  is_active: z.boolean().describe(MEANING.is_active),
  max_load: z.number().int().min(0).max(1000).describe(MEANING.max_load),
  department_id: id.nullable().describe(MEANING.department_id),
  skills: z.array(text(60)).max(50).describe(MEANING.skills),
  working_hours: workingHours.nullable().describe(MEANING.working_hours),
  time_zone: timeZone.nullable().describe(MEANING.time_zone),
};

export const CreateOperatorInput = z
  .strictObject({ ...operatorInputs, user_id: id.nullable().describe("Person who works as this operator.") })
  .partial()
  .required({ name: true });
export type CreateOperatorInput = z.infer<typeof CreateOperatorInput>;

export const UpdateOperatorInput = z
  .strictObject({
    ...operatorInputs,
    version: version.describe("Version that the change is based on. A stale one is refused with 412."),
    hand_over_to: handOverTo.describe(
      "Operator who gets their open work. Null returns appeals to their queues.",
    ),
  })
  .partial()
  .refine(deactivatesToHandOver, deactivationNeeded);
export type UpdateOperatorInput = z.infer<typeof UpdateOperatorInput>;

export const SetPresenceInput = z.strictObject({
  state: z.enum(PRESENCES).describe("What the operator is now."),
});
export type SetPresenceInput = z.infer<typeof SetPresenceInput>;

export const OperatorJson = z.object({
  id: id.describe("Id of the operator."),
  ...operatorInputs,
  ...textFields((field) => (textSpec(field).isRequired ? z.string() : z.string().nullable())),
  max_load: z.number().describe(MEANING.max_load),
  skills: z.array(z.string()).describe(MEANING.skills),
  time_zone: z.string().nullable().describe(MEANING.time_zone),
  user_id: id.nullable().describe("Person who works as this operator."),
  department_name: z.string().nullable().describe("Name of the department."),
  current_load: z.number().describe("Open appeals."),
  presence: z.enum(PRESENCES).describe("What the operator last said: online, away or offline."),
  presence_at: z
    .string()
    .nullable()
    .describe("When they last said so. Null for operators without presence, who always count as present."),
  is_present: z.boolean().describe("Whether the operator counts as present. A report lasts two minutes."),
  version: z.number().describe("Number of the latest change. Send it with your own change."),
  created_at: z.string().describe("When the operator was created."),
  updated_at: z.string().describe("When the operator was last changed."),
});
export type OperatorJson = z.infer<typeof OperatorJson>;

export const OPERATOR_SORTS = ["name", "created_at", "current_load"] as const;

/** What the list of operators is filtered and sorted by; `q` looks at names. */
export const OperatorsQuery = z.strictObject({
  ...wholeQuery,
  department_id: z.coerce.number().pipe(id).optional().describe("Operators of this department."),
  is_active: flag.optional().describe("Whether the operator is active."),
  q: text(200).optional().describe("Words of the name."),
  sort: sortParameter(OPERATOR_SORTS).describe("Order; `-` is descending."),
});
export type OperatorsQuery = z.infer<typeof OperatorsQuery>;

/** Statistics of an operator; times in seconds, medians of 30 days. */
export const OperatorStatsJson = z.object({
  operator_id: id.describe("Id of the operator."),
  active: z.number().describe("Open appeals."),
  closed_today: z.number().describe("Appeals closed today."),
  closed_30_days: z.number().describe("Appeals closed in 30 days."),
  median_first_answer_seconds: z
    .number()
    .nullable()
    .describe("Seconds until the first answer (median of 30 days)."),
  median_close_seconds: z
    .number()
    .nullable()
    .describe("Seconds until an appeal is closed (median of 30 days)."),
  open_leads: z
    .number()
    .describe("Leads that need an owner: open ones, and transferred ones with an open sale."),
  open_sales: z.number().describe("Open sales."),
});
export type OperatorStatsJson = z.infer<typeof OperatorStatsJson>;

export const DepartmentInput = z.strictObject({ name: text(MAX_NAME).describe("Name of the department.") });
export type DepartmentInput = z.infer<typeof DepartmentInput>;
export const DEPARTMENT_SORTS = ["name", "created_at"] as const;

/** What the list of departments is sorted by; `q` looks at names. */
export const DepartmentsQuery = z.strictObject({
  ...wholeQuery,
  q: text(200).optional().describe("Words of the name."),
  sort: sortParameter(DEPARTMENT_SORTS).describe("Order; `-` is descending."),
});
export type DepartmentsQuery = z.infer<typeof DepartmentsQuery>;

export const DepartmentJson = z.object({
  id: id.describe("Id of the department."),
  name: z.string().describe("Name of the department."),
  created_at: z.string().describe("When the department was created."),
});
export type DepartmentJson = z.infer<typeof DepartmentJson>;

/** The caller, a person or an API key, and their permissions. */
export const MeJson = z.object({
  kind: z.enum(["user", "api_key", "job"]).describe("A person, an API key or a job."),
  id: id.nullable().describe("Id of the person or the key."),
  name: z.string().describe("Name of the person or the key."),
  role: z.enum([...ROLES, "reader"]).describe("What the caller may do."),
  operator_id: id.nullable().describe("Operator of the person."),
  department_id: id.nullable().describe("Department of that operator."),
  workspace: z
    .object({ id: id.describe("Id of the workspace."), name: z.string().describe("Name of the workspace.") })
    .describe("Workspace of the caller."),
  permissions: z.array(z.string()).describe("Permissions of the caller."),
  obligation: z
    .enum(OBLIGATIONS)
    .nullable()
    .describe("What the person must do before this session opens anything else."),
});
export type MeJson = z.infer<typeof MeJson>;
