import { read } from "#lib/core/transact.ts";
import * as contract from "#lib/http/contract/team.ts";
import { pageReply } from "#lib/http/pages.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";
import { createDepartment } from "#lib/workspace/team/create-department.ts";
import { presentDepartment } from "#lib/workspace/team/present.ts";
import { pageOfDepartments } from "#lib/workspace/team/queries.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(contract.listDepartments, async ({ ctx, query, request }) =>
    pageReply(request, await read(ctx, (tx) => pageOfDepartments(tx, query)), presentDepartment),
  ),
  POST: route(contract.createDepartment, ({ ctx, body }) =>
    createDepartment(ctx, body).then(presentDepartment),
  ),
});
