import type { ActionResult } from "#lib/http/action.ts";
import type {
  CreateOperatorInput,
  DepartmentInput,
  DepartmentJson,
  OperatorJson,
  UpdateOperatorInput,
} from "#lib/workspace/team/schema.ts";

/** What a screen can do with the team; the page hands it down. What takes a key is done once for it. */
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
