import { read } from "#lib/core/transact.ts";
import * as contract from "#lib/http/contract/team.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";
import { deleteDepartment } from "#lib/workspace/team/delete-department.ts";
import { presentDepartment } from "#lib/workspace/team/present.ts";
import { getDepartment } from "#lib/workspace/team/queries.ts";
import { updateDepartment } from "#lib/workspace/team/update-department.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(contract.getDepartment, ({ ctx, params }) =>
    read(ctx, (tx) => getDepartment(tx, params.id)).then(presentDepartment),
  ),
  PATCH: route(contract.updateDepartment, ({ ctx, params, body }) =>
    updateDepartment(ctx, params.id, body).then(presentDepartment),
  ),
  DELETE: route(contract.deleteDepartment, ({ ctx, params }) => deleteDepartment(ctx, params.id)),
});
