import type { Page } from "@playwright/test";
import type { Words } from "#lib/i18n/translate.ts";
import { SCREENS } from "../../e2e/screens.ts";
import {
  answerAsRunningJob,
  askToMoveAll,
  forgetDemo,
  forgetJobs,
  holdScreens,
  letGo,
  lift,
  loseConnection,
  moveByKeys,
  openDemo,
  undoMove,
} from "./gestures.ts";
import { type Furnished, PASSWORD, type Size } from "./workspaces.ts";

/** A screen, or a screen after an action. */
export type Scene = {
  name: string;
  /** The address. Undefined when the workspace has no such record. */
  path: (furnished: Furnished) => string | undefined;
  /** Runs before the picture is taken. */
  prepare?: (page: Page, say: Words) => Promise<unknown>;
  /** Runs after the picture, to restore the state for the next one. */
  leave?: (page: Page) => Promise<unknown>;
  sizes?: readonly Size[];
  /** The only layout that has this scene: with the rail, or on a phone. */
  on?: "wide" | "phone";
  /** Without a session. */
  isOutside?: true;
  /** Takes the whole page instead of the visible part. */
  isLong?: true;
  /** Taken while the data is loading. */
  isUnfinished?: true;
};

const FILLED = [3, 3000] as const;
const LARGE = [3000] as const;
/** Screens that always fill the window. */
const OF_ONE_WINDOW = /^\/(leads|sales|inbox)/;

const screens: Scene[] = SCREENS.map((path) => ({
  name: path.slice(1).replaceAll(/\W+/g, "-"),
  path: () => path,
  ...(OF_ONE_WINDOW.test(path) ? {} : { isLong: true }),
}));

const leadAt = (id: number | undefined) => (id === undefined ? undefined : `/leads/${id}`);
const opened = ({ leadId }: Furnished) => leadAt(leadId);
const at = (path: string) => () => path;
const press = (key: string, values?: Record<string, number>) => (page: Page, say: Words) =>
  page
    .getByRole("button", { name: say(key, values), exact: true })
    .first()
    .click();
const tab = (key: string) => (page: Page, say: Words) =>
  page.getByRole("tab", { name: new RegExp(`^${say(`drawer.tabs.${key}`)}`) }).click();
const search = (words: string) => (page: Page) => page.getByRole("combobox").first().fill(words);
const firstCard = (page: Page) => page.locator("[data-board-lane]:visible").first();

const ofLeads: Scene[] = [
  { name: "lead", path: opened, sizes: FILLED },
  { name: "lead-timeline", path: opened, sizes: LARGE, prepare: tab("timeline") },
  { name: "lead-appeals", path: opened, sizes: LARGE, prepare: tab("appeals") },
  { name: "lead-details", path: opened, sizes: FILLED, on: "phone", prepare: tab("details") },
  { name: "lead-lost", path: opened, sizes: LARGE, prepare: press("drawer.markLost") },
  { name: "lead-transfer", path: opened, sizes: [3], prepare: press("drawer.transfer") },
  { name: "lead-failed", path: at("/leads/999999999"), sizes: LARGE },
  { name: "lead-new", path: at("/leads?new=lead"), sizes: LARGE },
  {
    name: "lead-duplicates",
    path: at("/leads?new=lead"),
    sizes: [3],
    prepare: async (page, say) => {
      await page.getByRole("dialog").getByLabel(say("newLead.fields.phone")).fill("+380 32 000 00 17");
      await press("newLead.create")(page, say);
      await page.getByText(say("newLead.duplicates.title")).waitFor();
    },
  },
  { name: "lead-renewed", path: ({ renewedId }) => leadAt(renewedId), sizes: LARGE },
  {
    name: "lead-move",
    path: at("/leads"),
    sizes: FILLED,
    prepare: (page) => firstCard(page).press("m"),
  },
  {
    name: "leads-lifted",
    path: at("/leads"),
    sizes: FILLED,
    on: "wide",
    prepare: lift,
    leave: letGo,
  },
  {
    name: "leads-toast",
    path: at("/leads"),
    sizes: FILLED,
    on: "wide",
    prepare: moveByKeys,
    leave: undoMove,
  },
  { name: "leads-no-match", path: at("/leads?q=zzzzzz"), sizes: LARGE },
  { name: "leads-table-no-match", path: at("/leads?view=table&q=zzzzzz"), sizes: LARGE },
  { name: "leads-filtered", path: at("/leads?source=partner&min_score=0.6"), sizes: LARGE },
  {
    name: "leads-filters",
    path: at("/leads?source=partner"),
    sizes: LARGE,
    on: "phone",
    prepare: press("views.filters", { count: 1 }),
  },
  { name: "leads-filter-menu", path: at("/leads"), sizes: LARGE, on: "wide", prepare: press("views.source") },
  {
    name: "leads-bulk",
    path: at("/leads"),
    sizes: LARGE,
    on: "wide",
    prepare: async (page) => {
      await firstCard(page).press("x");
      await page.locator("[data-board-lane]").nth(1).press("x");
    },
  },
  {
    name: "leads-bulk-confirm",
    path: at("/leads"),
    sizes: LARGE,
    on: "wide",
    prepare: askToMoveAll,
  },
  {
    name: "leads-running-job",
    path: at("/leads"),
    sizes: LARGE,
    prepare: answerAsRunningJob,
    leave: forgetJobs,
  },
  { name: "leads-disconnected", path: at("/leads"), sizes: LARGE, prepare: loseConnection },
];

const ofTheRest: Scene[] = [
  { name: "sale", path: at("/sales"), sizes: FILLED, prepare: (page) => firstCard(page).press("Enter") },
  { name: "sales-no-match", path: at("/sales?q=zzzzzz"), sizes: LARGE },
  {
    name: "inbox-appeal",
    path: at("/inbox"),
    sizes: LARGE,
    prepare: (page) => page.locator("main li button, main li a").first().click(),
  },
  {
    name: "distribution-new",
    path: at("/distribution?new=source"),
    sizes: LARGE,
  },
  {
    name: "distribution-try",
    path: at("/distribution"),
    sizes: LARGE,
    isLong: true,
    prepare: press("distribution.replay"),
  },
  {
    name: "operator",
    path: at("/team"),
    sizes: LARGE,
    // The operator whose working hours have several spans.
    prepare: (page) => page.locator("main li button").filter({ hasText: "22:00" }).click(),
  },
  { name: "invite", path: at("/settings/users"), sizes: LARGE, prepare: press("settings.invites.invite") },
  {
    name: "search",
    path: at("/dashboard"),
    sizes: LARGE,
    prepare: search("меблі"),
  },
  { name: "search-nothing", path: at("/dashboard"), sizes: LARGE, prepare: search("вишиванка") },
  {
    name: "shortcuts",
    path: at("/profile"),
    sizes: LARGE,
    on: "wide",
    prepare: (page) => page.keyboard.press("?"),
  },
  {
    name: "profile-menu",
    path: at("/profile"),
    sizes: LARGE,
    on: "wide",
    prepare: (page) => page.getByRole("banner").getByRole("button").last().click(),
  },
  {
    name: "second-factor-setup",
    path: at("/profile"),
    sizes: LARGE,
    prepare: async (page, say) => {
      await press("secondFactor.setUp")(page, say);
      await page.getByRole("dialog").getByLabel(say("secondFactor.password")).fill(PASSWORD);
      await page
        .getByRole("dialog")
        .getByRole("button", { name: say("secondFactor.continue") })
        .click();
      await page.getByRole("img", { name: say("secondFactor.qr") }).waitFor();
    },
  },
  { name: "api-key-new", path: at("/settings/api-keys"), sizes: LARGE, prepare: press("settings.keys.add") },
  { name: "more", path: at("/profile"), sizes: LARGE, on: "phone", prepare: press("shell.more") },
  { name: "dashboard-year", path: at("/dashboard?days=365"), sizes: LARGE, isLong: true },
  {
    name: "dashboard-tables",
    path: at("/dashboard"),
    sizes: LARGE,
    isLong: true,
    prepare: async (page, say) => {
      const tables = page.getByRole("button", { name: say("dashboard.views.table"), exact: true });
      for (const table of await tables.all()) await table.click();
    },
  },
  {
    name: "dashboard-print",
    path: at("/dashboard"),
    sizes: LARGE,
    on: "wide",
    isLong: true,
    prepare: (page) => page.emulateMedia({ media: "print" }),
    leave: (page) => page.emulateMedia({ media: "screen" }),
  },
  ...["leads", "sales", "inbox", "dashboard"].map(
    (place): Scene => ({
      name: `skeleton-${place}`,
      path: at("/profile"),
      sizes: LARGE,
      isUnfinished: true,
      prepare: (page) => holdScreens(page, place),
    }),
  ),
  { name: "nowhere", path: at("/nowhere"), sizes: LARGE },
  { name: "login", path: at("/login"), sizes: LARGE, isOutside: true },
  {
    name: "login-demo",
    path: at("/login"),
    sizes: LARGE,
    isOutside: true,
    prepare: openDemo,
    leave: forgetDemo,
  },
  {
    name: "login-wrong",
    path: at("/login"),
    sizes: LARGE,
    isOutside: true,
    prepare: async (page) => {
      await page.locator("input[name=email]").fill("olha@orbita.example");
      await page.locator("input[name=password]").fill("wrong-password");
      await page.locator("form button[type=submit]").click();
    },
  },
  { name: "join", path: ({ inviteToken }) => `/join/${inviteToken}`, sizes: LARGE, isOutside: true },
  { name: "join-not-valid", path: at("/join/li_nothing"), sizes: LARGE, isOutside: true },
];

export const SCENES: readonly Scene[] = [...screens, ...ofLeads, ...ofTheRest];
