import { sql } from "drizzle-orm";
import { type Tx, withWorkspace } from "#db/client.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { createSource } from "#lib/workspace/sources/create-source.ts";
import { createOperator } from "#lib/workspace/team/create-operator.ts";

/**
 * Leads per INSERT. The first statement inserts a few, so that the planner gets statistics of the workspace.
 */
const CHUNK = 5_000;
const FIRST_CHUNK = 500;
const OPERATORS = 20;
/** The number of leads of the sixth source, the same in a workspace of any size. */
const RARE_LEADS = 300;
/**
 * The age of the oldest lead. Creation times are random, so that the newest leads are spread over the whole table, as
 * after an import. Reading the newest leads is harder then than when leads are stored in the order of creation.
 */
const SPAN_OF_HISTORY = "730 days";

const FIRST_NAMES = ["Оксана", "Тарас", "Марія", "Іван", "Olha", "Peter"];
const LAST_NAMES = ["Ковальчук", "Шевченко", "Bondar", "Мельник", "Brown", "Ткач", "Лисенко"];

const phoneOf = (lead: number) => `+38044${String(lead).padStart(7, "0")}`;
const emailOf = (lead: number) => `lead-${lead}@mail.example`;
const nameOf = (lead: number) =>
  `${FIRST_NAMES[lead % FIRST_NAMES.length]} ${LAST_NAMES[lead % LAST_NAMES.length]} ${lead}`;

/** The data of a lead, generated from its number. */
export const KNOWN_OF_A_LEAD: Record<string, (lead: number) => string> = {
  "phone numbers": phoneOf,
  "ends of phone numbers": (lead) => phoneOf(lead).slice(-6),
  "e-mail addresses": emailOf,
  "external ids": (lead) => `bench-${lead}`,
  names: nameOf,
  "parts of e-mail addresses": (lead) => emailOf(lead).slice(3, 3 + 5 + (lead % 6)),
};

/**
 * The searches among `count` leads. Every lead contains all of the e-mail address except the digits, so most of its
 * trigrams are not selective.
 */
export const SEARCHED: { what: string; words: (count: number) => string; isListed?: true }[] = [
  { what: "a phone number", words: (count) => phoneOf(Math.floor(count / 2)) },
  { what: "the end of a phone number", words: (count) => phoneOf(Math.floor(count / 2)).slice(-7) },
  {
    what: "an e-mail address",
    words: (count) => emailOf(Math.floor(count / 2)),
    isListed: true,
  },
  { what: "an external id", words: (count) => `bench-${Math.floor(count / 3)}` },
  { what: "a name", words: (count) => `Шевченко ${Math.floor(count / 14) * 7 + 1}` },
  { what: "a word of every 7th", words: () => "коваль", isListed: true },
  { what: "a word of every 42nd", words: () => "оксана ковальчук" },
  { what: "a part of every 100th", words: () => "55@mail", isListed: true },
  { what: "a part of every 700th", words: () => "ткач 99" },
  { what: "two letters", words: () => "ar" },
  { what: "a word that is in none", words: () => "вишиванка", isListed: true },
];

/**
 * Fills a workspace with `count` leads of the last two years: in every stage, from five sources and a few from a sixth,
 * of twenty owners or none, with their sales. Events are left out, because nothing that is measured reads them. The
 * random numbers are seeded.
 */
export async function fillWithLeads(ctx: Ctx, count: number): Promise<void> {
  for (const name of ["Web form", "Telegram", "Fair"]) await createSource(ctx, { name });
  for (let made = 0; made < OPERATORS; made += 1) await createOperator(ctx, { name: `Owner ${made}` });
  for (let from = 0, to = FIRST_CHUNK; from < count; from = to, to += CHUNK) {
    await withWorkspace(ctx, async (tx) => {
      // On a busy machine this takes longer than the application's time limit.
      await tx.execute(sql`set local statement_timeout = '5min'`);
      await insertLeads(tx, ctx, from, Math.min(count, to) - 1, Math.floor(count / RARE_LEADS));
      if (from === 0) await tx.execute(sql`select analyze_after_load()`);
    });
  }
}

const listed = (names: string[]) => sql.raw(names.map((name) => `'${name}'`).join(", "));

async function insertLeads(tx: Tx, ctx: Ctx, from: number, to: number, everyRare: number): Promise<void> {
  await tx.execute(sql`select setseed(${(from % 999_983) / 999_983})`);
  await tx.execute(sql`
    create temporary table story on commit drop as
    with fates as (
      select i, now() - interval '${sql.raw(SPAN_OF_HISTORY)}' * random() as came_at, random() as luck, random() < 0.35 as is_unlucky,
        array(select make_interval(secs => -3600 * 30 * ln(1 - random() * 0.9999) + 0 * i) from generate_series(1, 7)) as waits
      from generate_series(${from}::int, ${to}::int) as i),
    ways as (
      select *, (select count(*)::int from unnest(array[0.75, 0.45, 0.25, 0.18, 0.12, 0.08]) as chance where luck < chance) as steps from fates),
    moves as (
      select *, is_unlucky and steps < 6 as is_lost,
        array(select least(now(), came_at + sum(wait) over (order by place)) from unnest(waits) with ordinality as w (wait, place)) as moments from ways)
    select i, came_at, steps, is_lost, moments,
      case when is_lost and steps < 3 then 'lost' else (array['new', 'contacted', 'qualified', 'transferred'])[1 + least(steps, 3)] end as stage,
      case when is_lost then 'lost' else (array['new', 'kyc', 'agreement', 'paid'])[1 + greatest(steps - 3, 0)] end as sale_stage,
      case when steps = 0 and not is_lost then came_at else moments[least(steps, 3) + (is_lost and steps < 3)::int] end as stage_changed_at,
      moments[steps + is_lost::int] as sale_changed_at,
      (array['no_budget', 'no_response', 'other_supplier', 'too_small', 'wrong_contact'])[1 + i % 5] as lost_reason,
      (select id from sources order by id offset case when i % ${sql.raw(String(everyRare))} = 0 then 5 else i % 5 end limit 1) as source_id,
      case when i % 10 > 0 then (select min(id) from operators) + (i * 7) % ${OPERATORS} end as owner_id
    from moves`);
  await tx.execute(sql`
    insert into leads (workspace_id, external_id, name, phone, email, business_domain, source_id, owner_id, stage, lost_reason, rank,
      message_count, ai_score, ai_recommendation, created_at, updated_at, stage_changed_at, contacted_at, qualified_at,
      first_contacted_at)
    select ${ctx.workspaceId}, 'bench-' || i, (array[${listed(FIRST_NAMES)}])[1 + i % ${FIRST_NAMES.length}] || ' ' ||
        (array[${listed(LAST_NAMES)}])[1 + i % ${LAST_NAMES.length}] || ' ' || i,
      '+38044' || lpad(i::text, 7, '0'), 'lead-' || i || '@mail.example', 'bench-' || i || '.example', source_id, owner_id, stage,
      case when stage = 'lost' then lost_reason end, 'g' || lpad(i::text, 7, '0'), i % 12, (i % 100) / 100.0, 'continue_nurturing',
      came_at, stage_changed_at, stage_changed_at, case when steps >= 1 then moments[1] end, case when steps >= 2 then moments[2] end,
      case when steps >= 1 then came_at + (moments[1] - came_at) / 2 end
    from story`);
  await tx.execute(sql`
    insert into sales (workspace_id, lead_id, stage, lost_reason, rank, amount, currency, owner_id, created_at, updated_at, stage_changed_at, kyc_at, agreement_at)
    select ${ctx.workspaceId}, leads.id, sale_stage, case when sale_stage = 'lost' then story.lost_reason end, leads.rank,
      1000 + i % 5000, 'EUR', leads.owner_id, moments[3], sale_changed_at, sale_changed_at,
      case when steps >= 4 then moments[4] end, case when steps >= 5 then moments[5] end
    from story join leads on leads.external_id = 'bench-' || i where steps >= 3`);
}
