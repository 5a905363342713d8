import { z } from "zod";
import {
  CreateOperatorInput,
  CreateUserInput,
  DepartmentInput,
  DepartmentJson,
  DepartmentsQuery,
  OperatorJson,
  OperatorsQuery,
  UpdateOperatorInput,
  UpdateUserInput,
  UserJson,
  UsersQuery,
} from "#lib/workspace/team/schema.ts";
import { defineContract } from "./define.ts";
import { idParams } from "./params.ts";

export const listOperators = defineContract({
  method: "GET",
  path: "/operators",
  permission: "operator:read",
  summary: "Everybody who can own leads",
  description: "Answers whole unless `limit` or `cursor` asks for a page.",
  query: OperatorsQuery,
  statuses: [200],
  response: z.array(OperatorJson),
  paged: true,
});

export const createOperator = defineContract({
  method: "POST",
  path: "/operators",
  permission: "operator:manage",
  summary: "Create an operator",
  body: CreateOperatorInput,
  statuses: [201],
  response: OperatorJson,
  refusals: [409],
  example: { body: { name: "Iryna M.", max_load: 6 } },
});

export const getOperator = defineContract({
  method: "GET",
  path: "/operators/{id}",
  permission: "operator:read",
  summary: "Read an operator",
  params: idParams,
  statuses: [200],
  response: OperatorJson,
});

export const updateOperator = defineContract({
  method: "PATCH",
  path: "/operators/{id}",
  permission: "operator:manage",
  summary: "Change an operator",
  description:
    "With `is_active: false`, `hand_over_to` says who gets the open leads, sales and appeals: an operator, or null for no one, so that the appeals go back to their queues. Appeals that the other operator has no place for go to their queues, too. Left out, everything stays. An inactive operator can't be given leads, sales or appeals: 422 `operator_inactive`.",
  params: idParams,
  body: UpdateOperatorInput,
  statuses: [200],
  response: OperatorJson,
  refusals: [412],
  example: { body: { max_load: 8, version: 1 } },
});

export const listDepartments = defineContract({
  method: "GET",
  path: "/departments",
  permission: "operator:read",
  summary: "List departments",
  description: "Answers whole unless `limit` or `cursor` asks for a page.",
  query: DepartmentsQuery,
  statuses: [200],
  response: z.array(DepartmentJson),
  paged: true,
});

export const createDepartment = defineContract({
  method: "POST",
  path: "/departments",
  permission: "operator:manage",
  summary: "Create a department",
  body: DepartmentInput,
  statuses: [201],
  response: DepartmentJson,
  refusals: [409],
  example: { body: { name: "Wholesale" } },
});

export const getDepartment = defineContract({
  method: "GET",
  path: "/departments/{id}",
  permission: "operator:read",
  summary: "Read a department",
  params: idParams,
  statuses: [200],
  response: DepartmentJson,
});

export const updateDepartment = defineContract({
  method: "PATCH",
  path: "/departments/{id}",
  permission: "operator:manage",
  summary: "Rename a department",
  params: idParams,
  body: DepartmentInput,
  statuses: [200],
  response: DepartmentJson,
  refusals: [409],
});

export const deleteDepartment = defineContract({
  method: "DELETE",
  path: "/departments/{id}",
  permission: "operator:manage",
  summary: "Delete an empty department",
  params: idParams,
  statuses: [204],
  refusals: [409],
});

export const listUsers = defineContract({
  method: "GET",
  path: "/users",
  permission: "user:manage",
  summary: "The people of the workspace",
  description: "Answers whole unless `limit` or `cursor` asks for a page.",
  query: UsersQuery,
  statuses: [200],
  response: z.array(UserJson),
  paged: true,
});

export const createUser = defineContract({
  method: "POST",
  path: "/users",
  permission: "user:manage",
  summary: "Add a person",
  description:
    "Creates an account. The person must replace the password at the first sign-in. An e-mail that has an account in another workspace is a 409 `account_exists`: send an invite, which its owner accepts with their own password.",
  body: CreateUserInput,
  statuses: [201],
  response: UserJson,
  refusals: [409],
  example: {
    body: { email: "olha@orbita.example", name: "Olha V.", role: "manager", password: "a-long-password" },
  },
});

export const getUser = defineContract({
  method: "GET",
  path: "/users/{id}",
  permission: "user:manage",
  summary: "Read a person",
  params: idParams,
  statuses: [200],
  response: UserJson,
});

export const updateUser = defineContract({
  method: "PATCH",
  path: "/users/{id}",
  permission: "user:manage",
  summary: "Change a role, or let somebody in or out",
  description:
    "With `is_active: false`, `hand_over_to` says who gets the open leads, sales and appeals, as in `PATCH /operators/{id}`.",
  params: idParams,
  body: UpdateUserInput,
  statuses: [200],
  response: UserJson,
  refusals: [400],
  example: { body: { is_active: false } },
});
