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
  summary: "List operators",
  description:
    "Returns everyone who can own leads. The whole list is returned unless you send `limit` or `cursor`.",
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
  description: "Creates an operator who can own leads, sales and appeals. `user_id` links a person to them.",
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
  summary: "Get an operator",
  description: "Returns an operator with their present load.",
  params: idParams,
  statuses: [200],
  response: OperatorJson,
});

export const updateOperator = defineContract({
  method: "PATCH",
  path: "/operators/{id}",
  permission: "operator:manage",
  summary: "Update an operator",
  description:
    "Changes the fields that you send. With `is_active: false`, `hand_over_to` is the operator who gets the open leads, sales and appeals; null leaves leads and sales without an owner and returns appeals to their queues. Appeals beyond the other operator's limit return to their queues as well. Without `hand_over_to`, everything stays. An inactive operator cannot be given work: 422 `operator_inactive`.",
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
  description: "The whole list is returned unless you send `limit` or `cursor`.",
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
  description: "A taken name is a 409.",
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
  summary: "Get a department",
  description: "Returns a department.",
  params: idParams,
  statuses: [200],
  response: DepartmentJson,
});

export const updateDepartment = defineContract({
  method: "PATCH",
  path: "/departments/{id}",
  permission: "operator:manage",
  summary: "Rename a department",
  description: "A taken name is a 409.",
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
  summary: "Delete a department",
  description: "Only a department without operators and sources can be deleted. Any other is a 409.",
  params: idParams,
  statuses: [204],
  refusals: [409],
});

export const listUsers = defineContract({
  method: "GET",
  path: "/users",
  permission: "user:manage",
  summary: "List people",
  description:
    "Returns the people of the workspace. The whole list is returned unless you send `limit` or `cursor`.",
  query: UsersQuery,
  statuses: [200],
  response: z.array(UserJson),
  paged: true,
});

export const createUser = defineContract({
  method: "POST",
  path: "/users",
  permission: "user:manage",
  summary: "Create a person",
  description:
    "Creates an account with a first password, which the person replaces when they sign in. An e-mail address that has an account is a 409: send an invite instead.",
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
  summary: "Get a person",
  description: "Returns a person of the workspace.",
  params: idParams,
  statuses: [200],
  response: UserJson,
});

export const updateUser = defineContract({
  method: "PATCH",
  path: "/users/{id}",
  permission: "user:manage",
  summary: "Update a person",
  description:
    "Changes a role, or deactivates or activates a person. With `is_active: false`, `hand_over_to` is the operator who gets their open work, as in `PATCH /operators/{id}`.",
  params: idParams,
  body: UpdateUserInput,
  statuses: [200],
  response: UserJson,
  refusals: [400],
  example: { body: { is_active: false } },
});
