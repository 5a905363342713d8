"use server";

import { z } from "zod";
import { updateOperator } from "#lib/conversations/staffing/update-operator.ts";
import { id } from "#lib/core/text.ts";
import { action, actionOnce } from "#lib/http/action.ts";
import { createDepartment } from "#lib/workspace/team/create-department.ts";
import { createOperator } from "#lib/workspace/team/create-operator.ts";
import { deleteDepartment } from "#lib/workspace/team/delete-department.ts";
import { presentDepartment, presentOperator } from "#lib/workspace/team/present.ts";
import { CreateOperatorInput, DepartmentInput, UpdateOperatorInput } from "#lib/workspace/team/schema.ts";
import { updateDepartment } from "#lib/workspace/team/update-department.ts";

export const createOperatorAction = actionOnce("operator:manage", CreateOperatorInput, (ctx, input) =>
  createOperator(ctx, input).then(presentOperator),
);

export const updateOperatorAction = action(
  "operator:manage",
  z.strictObject({ operatorId: id, input: UpdateOperatorInput }),
  (ctx, { operatorId, input }) => updateOperator(ctx, operatorId, input).then(presentOperator),
);

export const createDepartmentAction = actionOnce("operator:manage", DepartmentInput, (ctx, input) =>
  createDepartment(ctx, input).then(presentDepartment),
);

export const updateDepartmentAction = action(
  "operator:manage",
  z.strictObject({ departmentId: id, input: DepartmentInput }),
  (ctx, { departmentId, input }) => updateDepartment(ctx, departmentId, input).then(presentDepartment),
);

export const deleteDepartmentAction = action(
  "operator:manage",
  z.strictObject({ departmentId: id }),
  (ctx, { departmentId }) => deleteDepartment(ctx, departmentId),
);
