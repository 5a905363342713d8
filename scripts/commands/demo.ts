import { loadDemo } from "#lib/demo/load-demo.ts";
import { wipeDemo } from "#lib/demo/wipe-demo.ts";
import { type Command, workspaceCtx } from "./command.ts";

const options = { workspace: { type: "string" } } as const;

/** The invented company: to look around in, and to take away again. */
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
};
