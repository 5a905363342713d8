import { IntlProvider } from "next-intl";
import { renderToStaticMarkup } from "react-dom/server";
import { beforeAll, expect, test, vi } from "vitest";
import { listAppeals } from "#lib/conversations/appeals/list-appeals.ts";
import { AppealFilter } from "#lib/conversations/appeals/schema.ts";
import { clock, DAY } from "#lib/core/clock.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { daysIn } from "#lib/core/period.ts";
import { read } from "#lib/core/transact.ts";
import messages from "#lib/i18n/messages/en.json" with { type: "json" };
import { attention, dashboard, trend } from "#lib/insight/dashboard/queries.ts";
import { operatorReports } from "#lib/insight/dashboard/report-operators.ts";
import { reportPeriod } from "#lib/insight/dashboard/report-period.ts";
import { loadDemo } from "#lib/operations/demo/load-demo.ts";
import { conversionFunnel } from "#lib/pipeline/funnel/queries.ts";
import { listLeadIds } from "#lib/pipeline/leads/queries.ts";
import { LeadFilter } from "#lib/pipeline/leads/schema.ts";
import { listSales } from "#lib/pipeline/sales/queries.ts";
import { SaleFilter } from "#lib/pipeline/sales/schema.ts";
import { updateSale } from "#lib/pipeline/sales/update-sale.ts";
import { filterOf } from "#lib/pipeline/views/rules.ts";
import { presentPublicSettings } from "#lib/workspace/settings/present.ts";
import { getWorkspace } from "#lib/workspace/settings/queries.ts";
import { newWorkspace } from "#testing/workspace.ts";
import { DashboardScreen } from "./dashboard-screen.tsx";

vi.mock("next/navigation", () => ({ useRouter: () => ({}) }));

const ZONE = "Europe/Kyiv";
const dayAgo = (days: number) =>
  new Date(clock.now().getTime() - days * DAY).toLocaleDateString("sv-SE", { timeZone: ZONE });

let manager: Ctx;

beforeAll(async () => {
  const workspace = await newWorkspace();
  manager = workspace.manager;
  await loadDemo(workspace.job);
  // Some sales are in another currency.
  const paid = await read(manager, (tx) => listSales(tx, manager, {}, { limit: 200 }));
  for (const { id } of paid.rows.filter((_, place) => place % 3 === 0))
    await updateSale(manager, id, { currency: "USD" });
}, 120_000);

type Choice = { days: string } | { from: string; to: string };

/** The dashboard's page for these choices, as the server renders it. */
async function pageOf(choice: Choice, mode: "cohort" | "snapshot", source?: string): Promise<string> {
  const span =
    "days" in choice
      ? { from: new Date(clock.now().getTime() - Number(choice.days) * DAY).toISOString() }
      : choice;
  const period = { ...span, ...(source ? { source } : {}) };
  const data = await read(manager, async (tx) => ({
    state: await dashboard(tx, manager),
    funnel: await conversionFunnel(tx, manager, { ...period, mode }),
    trend: await trend(tx, manager, period),
    report: await reportPeriod(tx, manager, period),
    waiting: await attention(tx, manager),
    operators: await operatorReports(tx, period),
    settings: presentPublicSettings(await getWorkspace(tx)),
  }));
  return renderToStaticMarkup(
    <IntlProvider locale="en" messages={messages} timeZone={ZONE} now={clock.now()}>
      <DashboardScreen
        {...data}
        sources={data.report.sources}
        report={data.report.period}
        interval="day"
        dayCount={daysIn(span)}
        listed={span}
        periods={["7", "30"]}
        choice={choice}
        mode={mode}
        source={source}
        firstSteps={undefined}
      />
    </IntlProvider>,
  );
}

type Figure = { href: string; words: string };

/** Each figure of a page with the address that it links to. */
function figuresOf(page: string): Figure[] {
  return [...page.matchAll(/<a [^>]*?href="([^"]*)"[^>]*>(.*?)<\/a>/gs)].flatMap(
    ([, href = "", inner = ""]) => {
      const figure = /tabular-nums[^>]*>([^<]+(?:<!-- -->[^<]+)*)</.exec(inner)?.[1];
      const words = (figure ?? inner).replaceAll(/<[^>]+>/g, "").trim();
      return [{ href: href.replaceAll("&amp;", "&"), words }];
    },
  );
}

const amountOf = (sales: { amount: number | null }[]) =>
  sales.reduce((sum, { amount }) => sum + (amount ?? 0), 0);

/** The length of the list behind an address, and the sum of its amounts. Undefined for an address without a list. */
async function listedBy(href: string): Promise<{ count: number; amount: number } | undefined> {
  const [path, query = ""] = href.split("?");
  const filter = filterOf(query);
  return read(manager, async (tx) => {
    if (path === "/leads") {
      const { view: _, ...of } = filter;
      const ids = new Set(await listLeadIds(tx, manager, LeadFilter.parse(of), 5_000));
      const own = await listSales(tx, manager, { currency: "UAH" }, { limit: 5_000 });
      return { count: ids.size, amount: amountOf(own.rows.filter(({ leadId }) => ids.has(leadId))) };
    }
    if (path === "/sales") {
      const page = await listSales(tx, manager, SaleFilter.parse(filter), { limit: 5_000 });
      return { count: page.rows.length, amount: amountOf(page.rows) };
    }
    const { view, operator, ...of } = Object.fromEntries(new URLSearchParams(query));
    if (path !== "/inbox" || !operator) return undefined;
    const status = view === "closed" ? "closed" : "active";
    const asked = AppealFilter.parse({ ...of, status, operator_id: operator });
    const page = await listAppeals(tx, manager, asked, { limit: 1, count: "true" });
    return { count: page.total ?? 0, amount: 0 };
  });
}

const MONEY: Record<string, number> = { "": 1, K: 1e3, M: 1e6 };

/** A figure as a number: a count, or money rounded as on cards. Undefined for shares and spans of time. */
function readFigure(words: string): { count: number } | { amount: number; step: number } | undefined {
  const count = /^([\d,]+)(?:(?:<!-- -->)?\/.*)?$/.exec(words.replaceAll("<!-- -->", ""))?.[1];
  if (count) return { count: Number(count.replaceAll(",", "")) };
  const [, digits, unit = ""] = /^₴([\d.,]+)\s?([KM]?)$/i.exec(words) ?? [];
  if (!digits) return undefined;
  const factor = MONEY[unit.toUpperCase()] ?? 1;
  return { amount: Number(digits.replaceAll(",", "")) * factor, step: factor / 100 };
}

test.each([
  [{ days: "30" }, "cohort", undefined],
  [{ days: "30" }, "snapshot", "partner"],
  [{ days: "7" }, "cohort", "partner"],
  [{ from: dayAgo(20), to: dayAgo(6) }, "cohort", undefined],
  [{ from: dayAgo(20), to: dayAgo(6) }, "snapshot", "scanner"],
] as const)(
  "each figure of the dashboard opens exactly what it counts: %j %s %s",
  async (choice, mode, source) => {
    const figures = figuresOf(await pageOf(choice, mode, source));
    let compared = 0;
    for (const { href, words } of figures) {
      const figure = readFigure(words);
      const listed = figure && (await listedBy(href));
      if (!figure || !listed) continue;
      compared += 1;
      if ("count" in figure) expect({ href, count: listed.count }).toEqual({ href, count: figure.count });
      else expect(Math.abs(listed.amount - figure.amount), href).toBeLessThanOrEqual(figure.step);
    }
    expect(compared).toBeGreaterThan(30);
  },
);
