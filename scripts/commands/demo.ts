import { createDemoLink } from "#lib/auth/demo-link.ts";
import { listDemoRoles } from "#lib/auth/demo-sign-in.ts";
import { loadDemo } from "#lib/operations/demo/load-demo.ts";
import { wipeDemo } from "#lib/operations/demo/wipe-demo.ts";
import { type Command, UsageError, workspaceCtx } from "./command.ts";

const options = { workspace: { type: "string" } } as const;

/** Loads and deletes the demo data. */
export const demoCommands: Record<string, Command> = {
  "demo load": {
    usage: "[--workspace W]",
    about: "Fill the workspace with an invented company: people, leads, conversations, sales, history",
    options,
    needsDatabase: true,
    run: async ({ workspace }) => {
      const { leads, sales } = await loadDemo(await workspaceCtx(workspace));
      console.log(`Loaded ${leads} leads and ${sales} sales.`);
    },
  },
  "demo wipe": {
    usage: "[--workspace W]",
    about: "Take the invented company away; what people added stays",
    options,
    needsDatabase: true,
    run: async ({ workspace }) => {
      const { leads } = await wipeDemo(await workspaceCtx(workspace));
      console.log(`Wiped ${leads} demo leads and the demo people.`);
    },
  },
  "demo link": {
    usage: "",
    about: "Print an address that offers the demo people in the browser that opens it first, within an hour",
    options: {},
    needsDatabase: true,
    run: async () => {
      if ((await listDemoRoles()).length === 0)
        throw new UsageError("There are no demo people. Load them: npm run leadline -- demo load");
      console.log(await createDemoLink());
    },
  },
};
