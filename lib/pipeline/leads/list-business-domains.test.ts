import { expect, test } from "vitest";
import { operatorOf } from "#lib/auth/visible.ts";
import { read } from "#lib/core/transact.ts";
import { updateSettings } from "#lib/workspace/settings/update-settings.ts";
import { newLead, newWorkspace } from "#testing/workspace.ts";
import { createLead } from "./create-lead.ts";
import { listBusinessDomains } from "./list-business-domains.ts";
import { updateLead } from "./update-lead.ts";

test("a business domain is any text of 1 to 80 characters, trimmed", async () => {
  const { manager } = await newWorkspace();
  const made = await createLead(manager, { source: "partner", business_domain: "  Роздрібна торгівля " });
  expect(made.businessDomain).toBe("Роздрібна торгівля");
  const longest = "я".repeat(80);
  expect(await updateLead(manager, made.id, { business_domain: longest })).toMatchObject({
    businessDomain: longest,
  });
  for (const business_domain of ["", "   ", `${longest}я`])
    await expect(updateLead(manager, made.id, { business_domain })).rejects.toMatchObject({
      issues: [{ path: ["business_domain"] }],
    });
});

test("the workspace's list comes first, then the most frequent values; web addresses of old leads are not suggested", async () => {
  const { admin, manager, operator } = await newWorkspace();
  await updateSettings(admin, { business_domains: ["Fintech", "Retail", "fintech"] });
  for (const business_domain of ["logistics", "retail", "farming", "farming", "old.example", null])
    await newLead(manager, { business_domain, owner_id: operatorOf(manager).operatorId });
  expect(await read(manager, (tx) => listBusinessDomains(tx, manager))).toEqual([
    "Fintech",
    "Retail",
    "farming",
    "logistics",
  ]);
  // An operator gets no values of leads that others own.
  expect(await read(operator, (tx) => listBusinessDomains(tx, operator))).toEqual(["Fintech", "Retail"]);
});
