import type { ActionResult } from "#lib/http/action.ts";
import type {
  CreateOperatorInput,
  DepartmentInput,
  DepartmentJson,
  OperatorJson,
  UpdateOperatorInput,
} from "#lib/workspace/team/schema.ts";

/** Server actions for the team. The page passes them down. An action with a key runs once for it. */
export type TeamActions = {
  create: (input: CreateOperatorInput, key: string) => Promise<ActionResult<OperatorJson>>;
  update: (change: { operatorId: number; input: UpdateOperatorInput }) => Promise<ActionResult<OperatorJson>>;
  createDepartment: (input: DepartmentInput, key: string) => Promise<ActionResult<DepartmentJson>>;
  updateDepartment: (change: {
    departmentId: number;
    input: DepartmentInput;
  }) => Promise<ActionResult<DepartmentJson>>;
  deleteDepartment: (department: { departmentId: number }) => Promise<ActionResult<void>>;
};
