import { and, eq, getTableColumns, sql } from "drizzle-orm";
import { prepareOnce, type Tx } from "#db/client.ts";
import { departments, operators } from "#db/schema/operators.ts";
import { memberships, users } from "#db/schema/users.ts";
import { invalidField, NotFound, RuleViolation } from "#lib/core/errors.ts";
import { applySlice, hasWords, ifGiven, type Listing, listRows } from "#lib/core/listing.ts";
import type { Page } from "#lib/core/paging.ts";
import type {
  DEPARTMENT_SORTS,
  DepartmentsQuery,
  OPERATOR_SORTS,
  OperatorsQuery,
  USER_SORTS,
  UsersQuery,
} from "./schema.ts";

/** An operator who will be assigned something, locked so that they are not deactivated before the transaction ends. */
async function lockAssignee(tx: Tx, operatorId: number) {
  const [operator] = await prepareOnce(tx, "hold_assignee", (db, name) =>
    db
      .select({ name: operators.name, isActive: operators.isActive })
      .from(operators)
      .where(eq(operators.id, sql.placeholder("operatorId")))
      // The foreign key of the assigned row takes this lock anyway; only `changeOperator` waits for it.
      .for("key share")
      .prepare(name),
  ).execute({ operatorId });
  return operator;
}

/**
 * The name of an operator who will be assigned a lead, a sale or an appeal.
 * @param pointer the field that named them
 * @throws InvalidInput `unknown_operator` when there is no such operator in this workspace, `operator_inactive` when
 * they are not active
 */
export async function assigneeName(tx: Tx, operatorId: number, pointer: string): Promise<string> {
  const operator = await lockAssignee(tx, operatorId);
  if (!operator) throw invalidField(pointer, "There is no operator with this id", "unknown_operator");
  if (!operator.isActive)
    throw invalidField(
      pointer,
      `${operator.name} is not active. Choose an active operator`,
      "operator_inactive",
    );
  return operator.name;
}

/**
 * The operator when they are active, otherwise null, so that an automatic owner who is inactive leaves the record
 * unassigned.
 */
export async function activeOperatorOrNull(tx: Tx, operatorId: number | null): Promise<number | null> {
  if (operatorId === null) return null;
  return (await lockAssignee(tx, operatorId))?.isActive ? operatorId : null;
}

const { workspaceId: _workspace, isDemo: _demo, ...operatorColumns } = getTableColumns(operators);

export type OperatorRow = Awaited<ReturnType<typeof selectOperators>>[number];

function selectOperators(tx: Tx) {
  return tx
    .select({ ...operatorColumns, departmentName: departments.name })
    .from(operators)
    .leftJoin(
      departments,
      and(eq(departments.workspaceId, operators.workspaceId), eq(departments.id, operators.departmentId)),
    )
    .$dynamic();
}

const OPERATORS: Listing<OperatorRow, (typeof OPERATOR_SORTS)[number]> = {
  sorts: {
    name: { column: operators.name, of: ({ name }) => name },
    created_at: { column: operators.createdAt, of: ({ createdAt }) => createdAt },
    current_load: { column: operators.currentLoad, of: ({ currentLoad }) => currentLoad },
  },
  defaultSort: "name",
  idColumn: operators.id,
  find: (tx, slice) => applySlice(selectOperators(tx), slice),
};

/** The operators that match, by name unless sorted otherwise. */
export function pageOfOperators(tx: Tx, query: OperatorsQuery): Promise<Page<OperatorRow>> {
  const where = and(
    ifGiven(query.department_id, (departmentId) => eq(operators.departmentId, departmentId)),
    ifGiven(query.is_active, (isActive) => eq(operators.isActive, isActive)),
    hasWords(query.q, [operators.name]),
  );
  return listRows(tx, OPERATORS, where, query);
}

/** All operators, by name. */
export async function listOperators(tx: Tx): Promise<OperatorRow[]> {
  return (await pageOfOperators(tx, {})).rows;
}

/** @throws NotFound */
export async function getOperator(tx: Tx, operatorId: number): Promise<OperatorRow> {
  const [operator] = await selectOperators(tx).where(eq(operators.id, operatorId));
  if (!operator) throw new NotFound("Operator");
  return operator;
}

/** @throws InvalidInput when there is no such department in this workspace */
export async function assertDepartment(tx: Tx, departmentId: number | null | undefined): Promise<void> {
  if (departmentId === null || departmentId === undefined) return;
  const [found] = await tx
    .select({ id: departments.id })
    .from(departments)
    .where(eq(departments.id, departmentId));
  if (!found)
    throw invalidField("/department_id", "There is no department with this id", "unknown_department");
}

export type DepartmentRow = typeof departments.$inferSelect;

const DEPARTMENTS: Listing<DepartmentRow, (typeof DEPARTMENT_SORTS)[number]> = {
  sorts: {
    name: { column: departments.name, of: ({ name }) => name },
    created_at: { column: departments.createdAt, of: ({ createdAt }) => createdAt },
  },
  defaultSort: "name",
  idColumn: departments.id,
  find: (tx, slice) => applySlice(tx.select().from(departments).$dynamic(), slice),
};

/** The departments that match; by name unless sorted otherwise. */
export function pageOfDepartments(tx: Tx, query: DepartmentsQuery): Promise<Page<DepartmentRow>> {
  return listRows(tx, DEPARTMENTS, hasWords(query.q, [departments.name]), query);
}

/** The departments of the workspace, by name. */
export async function listDepartments(tx: Tx): Promise<DepartmentRow[]> {
  return (await pageOfDepartments(tx, {})).rows;
}

/** @throws NotFound */
export async function getDepartment(tx: Tx, departmentId: number) {
  const [department] = await tx.select().from(departments).where(eq(departments.id, departmentId));
  if (!department) throw new NotFound("Department");
  return department;
}

export type UserRow = Awaited<ReturnType<typeof selectUsers>>[number];

function selectUsers(tx: Tx) {
  return tx
    .select({
      id: users.id,
      email: users.email,
      name: users.name,
      role: memberships.role,
      isActive: memberships.isActive,
      isDemo: memberships.isDemo,
      operatorId: operators.id,
      createdAt: memberships.createdAt,
    })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .leftJoin(
      operators,
      and(eq(operators.workspaceId, memberships.workspaceId), eq(operators.userId, users.id)),
    )
    .$dynamic();
}

const USERS: Listing<UserRow, (typeof USER_SORTS)[number]> = {
  sorts: {
    name: { column: users.name, of: ({ name }) => name },
    email: { column: users.email, of: ({ email }) => email },
    created_at: { column: memberships.createdAt, of: ({ createdAt }) => createdAt },
  },
  defaultSort: "name",
  idColumn: users.id,
  find: (tx, slice) => applySlice(selectUsers(tx), slice),
};

/** The people of the workspace who match; by name unless sorted otherwise. */
export function pageOfUsers(tx: Tx, query: UsersQuery): Promise<Page<UserRow>> {
  const where = and(
    ifGiven(query.role, (role) => eq(memberships.role, role)),
    ifGiven(query.is_active, (isActive) => eq(memberships.isActive, isActive)),
    hasWords(query.q, [users.name, users.email]),
  );
  return listRows(tx, USERS, where, query);
}

/** The people of the workspace, by name. */
export async function listUsers(tx: Tx): Promise<UserRow[]> {
  return (await pageOfUsers(tx, {})).rows;
}

/** @throws NotFound when there is no such person in this workspace */
export async function getUser(tx: Tx, userId: number): Promise<UserRow> {
  const [user] = await selectUsers(tx).where(eq(users.id, userId));
  if (!user) throw new NotFound("User");
  return user;
}

/** @throws RuleViolation when an operator's person is disabled in this workspace */
export async function assertMayEnter(tx: Tx, userId: number | null): Promise<void> {
  if (userId === null) return;
  const { isActive } = await getUser(tx, userId);
  if (!isActive)
    throw new RuleViolation("user_disabled", "This person may not sign in. Enable the person first");
}
