import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { TeamScreen } from "#components/team/team-screen.tsx";
import { can } from "#lib/auth/permissions.ts";
import { presentEach } from "#lib/core/present-each.ts";
import { listTimeZones } from "#lib/core/time-zones.ts";
import { read } from "#lib/core/transact.ts";
import { pageCtx } from "#lib/http/session-ctx.ts";
import { presentDepartment, presentOperator } from "#lib/workspace/team/present.ts";
import { listDepartments, listOperators } from "#lib/workspace/team/queries.ts";
import {
  createDepartmentAction,
  createOperatorAction,
  deleteDepartmentAction,
  updateDepartmentAction,
  updateOperatorAction,
} from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  const say = await getTranslations("team");
  return { title: say("title") };
}

export default async function TeamPage() {
  const ctx = await pageCtx();
  if (!can(ctx.role, "operator:manage")) notFound();
  const [operators, departments, zones] = await read(ctx, (tx) =>
    Promise.all([listOperators(tx), listDepartments(tx), listTimeZones(tx)]),
  );
  return (
    <TeamScreen
      initial={presentEach(operators, presentOperator)}
      departments={presentEach(departments, presentDepartment)}
      zones={zones}
      actions={{
        create: createOperatorAction,
        update: updateOperatorAction,
        createDepartment: createDepartmentAction,
        updateDepartment: updateDepartmentAction,
        deleteDepartment: deleteDepartmentAction,
      }}
    />
  );
}
