"use server";

import { z } from "zod";
import { id } from "#lib/core/text.ts";
import { action, actionOnce } from "#lib/http/action.ts";
import { createDepartment } from "#lib/team/create-department.ts";
import { createOperator } from "#lib/team/create-operator.ts";
import { deleteDepartment } from "#lib/team/delete-department.ts";
import { presentDepartment, presentOperator } from "#lib/team/present.ts";
import { CreateOperatorInput, DepartmentInput, UpdateOperatorInput } from "#lib/team/schema.ts";
import { updateDepartment } from "#lib/team/update-department.ts";
import { updateOperator } from "#lib/team/update-operator.ts";

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
