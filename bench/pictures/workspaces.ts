import { makeCtx } from "#lib/auth/ctx.ts";
import { acceptAppeal } from "#lib/conversations/appeals/accept-appeal.ts";
import { answerAppeal } from "#lib/conversations/appeals/answer-appeal.ts";
import { assignAppeal } from "#lib/conversations/appeals/assign-appeal.ts";
import { createAppeal } from "#lib/conversations/appeals/create-appeals.ts";
import { addMessages } from "#lib/conversations/messages/add-messages.ts";
import { setDelivery } from "#lib/conversations/messages/set-delivery.ts";
import { updateOperator } from "#lib/conversations/staffing/update-operator.ts";
import { clock, DAY, HOUR } from "#lib/core/clock.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { loadDemo } from "#lib/operations/demo/load-demo.ts";
import { rollUpCounters } from "#lib/pipeline/counters/roll-up-counters.ts";
import { createLead } from "#lib/pipeline/leads/create-lead.ts";
import { moveLead } from "#lib/pipeline/leads/move-lead.ts";
import { renewLead } from "#lib/pipeline/leads/renew-lead.ts";
import { transferLead } from "#lib/pipeline/leads/transfer-lead.ts";
import { updateLead } from "#lib/pipeline/leads/update-lead.ts";
import { createView } from "#lib/pipeline/views/create-view.ts";
import { analyzeLead } from "#lib/scoring/analyze-lead.ts";
import { trainModel } from "#lib/scoring/learning/train-model.ts";
import { createApiKey } from "#lib/workspace/api-keys/create-api-key.ts";
import { createInvite } from "#lib/workspace/invites/create-invite.ts";
import { createWorkspace } from "#lib/workspace/settings/create-workspace.ts";
import { createUser } from "#lib/workspace/team/create-user.ts";

/** The lead counts of the workspaces, the largest last. Each workspace has its own admin. */
export const SIZES = [0, 3, 3000] as const;
export type Size = (typeof SIZES)[number];

export const PASSWORD = "pictures-pictures";
export const emailOf = (size: Size) => `admin-of-${size}@pictures.example`;

const NAMES: Record<Size, string> = { 0: "Перша крамниця", 3: "Меблі для дому", 3000: "Orbita Supply" };

/** The data of a workspace that the scenes use. */
export type Furnished = {
  /** A lead with all kinds of data, for the drawer. Undefined in the empty workspace. */
  leadId: number | undefined;
  /** A lead that continues a lost one, with its conversation. */
  renewedId?: number;
  /** The token of an invite, for the address /join/. */
  inviteToken: string;
};

/** Creates the three workspaces through the verbs, except the history of the large company. */
export async function makeWorkspaces(): Promise<Record<Size, Furnished>> {
  return {
    0: await furnish(0, async () => ({ leadId: undefined })),
    3: await furnish(3, three),
    3000: await furnish(3000, many),
  };
}

async function furnish(
  size: Size,
  fill: (admin: Ctx, operatorId: number) => Promise<Omit<Furnished, "inviteToken">>,
): Promise<Furnished> {
  const job = await createWorkspace(NAMES[size]);
  const user = await createUser(
    job,
    { email: emailOf(size), name: "Софія Кравченко", role: "admin", password: PASSWORD },
    { mustChangePassword: false },
  );
  const { id, name, operatorId } = user;
  const admin = makeCtx(job.workspaceId, { kind: "user", id, name, operatorId, departmentId: null }, "admin");
  const leads = await fill(admin, operatorId ?? 0);
  const invite = await createInvite(admin, {
    role: "operator",
    name: "Олена Гнатюк",
    email: "olena@orbita.example",
  });
  await rollUpCounters(job.workspaceId);
  return { ...leads, inviteToken: invite.token };
}

/** Three leads: a new one, a promising one, one in sales; and an offered appeal in the inbox. */
async function three(admin: Ctx, operatorId: number): Promise<{ leadId: number }> {
  await createLead(admin, { source: "scanner", name: "Мастерская Север", language: "Russian" });
  const lead = await createLead(admin, {
    source: "partner",
    external_id: "partner-17",
    name: "Всеукраїнське виробниче об’єднання «Галичина Меблі»",
    phone: "+380 32 000 00 17",
    email: "zakupivli@halychyna-mebli.example",
    business_domain: "Виробництво меблів",
    country: "Ukraine",
    language: "Ukrainian",
    owner_id: operatorId,
  });
  await qualify(admin, lead.id);
  const tomorrow = new Date(Math.ceil((clock.now().getTime() + DAY) / HOUR) * HOUR).toISOString();
  await updateLead(admin, lead.id, { next_step: "Зателефонувати, узгодити зразки", next_step_at: tomorrow });
  const sold = await createLead(admin, {
    source: "manual",
    name: "Tallow Street Soap",
    business_domain: "Soap",
    owner_id: operatorId,
  });
  await qualify(admin, sold.id);
  await transferLead(admin, sold.id, { amount: 48_500 });
  await enquire(admin, operatorId, {
    lead: "partner-17",
    message: "Чи можна договір з відтермінуванням 14 днів?",
  });
  return { leadId: lead.id };
}

/** The demo company, ten times as large, with an inbox, views, a key and a model. */
async function many(admin: Ctx, operatorId: number): Promise<{ leadId: number; renewedId: number }> {
  await loadDemo(admin, 3000);
  await updateOperator(admin, operatorId, { max_load: 6, working_hours: HOURS });
  const questions = [
    [
      "Чорноморська Оптика",
      "Добрий день! Скільки коштує доставка до Кам’янця-Подільського наступного тижня?",
    ],
    ["Tallow Street Soap", "We can sign on Thursday if the price holds. Can you confirm today?"],
    ["Северная Мастерская", "Пришлите, пожалуйста, прайс с условиями отсрочки платежа"],
    ["Полісся Агро", "Цікавить партія на 12 тонн. Яка ціна?"],
  ] as const;
  const appeals = [];
  for (const [name, message] of questions)
    appeals.push(await enquire(admin, operatorId, { lead: name, name, message }));
  const [first, second, third] = appeals;
  if (!first || !second || !third) throw new Error("An enquiry made no appeal");
  for (const { id } of [second, third]) await acceptAppeal(admin, id);
  const { message } = await answerAppeal(admin, first.id, {
    direction: "out",
    text: "Вітаю! Рахую і пишу за годину.",
  });
  if (message) await setDelivery(admin, message.id, "failed");
  await qualify(admin, first.leadId);
  await createView(admin, {
    board: "leads",
    name: "Партнери, готові до продажу",
    query: "source=partner&min_score=0.6",
  });
  await createApiKey(admin, { name: "Сайт і телеграм-бот", scope: "write" });
  await trainModel(admin);
  await sellAbroad(admin, operatorId);
  return { leadId: first.leadId, renewedId: await renew(admin) };
}

/** A break at noon, a span over midnight, and two days off. */
const HOURS = [
  ...[1, 2, 3, 4].flatMap((day) => [
    { day, from: 9 * 60, to: 13 * 60 },
    { day, from: 14 * 60, to: 18 * 60 },
  ]),
  { day: 5, from: 22 * 60, to: 6 * 60 },
];

/** A sale in a different currency than the workspace's. */
async function sellAbroad(admin: Ctx, operatorId: number): Promise<void> {
  const lead = await createLead(admin, {
    source: "partner",
    name: "Northwind Leather",
    business_domain: "Leather goods",
    owner_id: operatorId,
  });
  await qualify(admin, lead.id);
  await transferLead(admin, lead.id, { amount: 12_400, currency: "USD" });
}

/** A client who comes back after their lead was lost. @returns the id of the new lead */
async function renew(admin: Ctx): Promise<number> {
  const lost = await createLead(admin, {
    source: "partner",
    external_id: "partner-98",
    name: "Ткацька майстерня",
  });
  await talk(admin, lost.id);
  await moveLead(admin, lost.id, { stage: "lost", lost_reason: "no_budget" });
  const { id } = await renewLead(admin, lost.id);
  await addMessages(admin, id, {
    direction: "in",
    text: "Вітаю! Бюджет затвердили, повернімося до розмови.",
  });
  return id;
}

/** Takes a new lead to the transfer: a conversation, two moves and a score. */
async function qualify(admin: Ctx, leadId: number): Promise<void> {
  await talk(admin, leadId);
  await moveLead(admin, leadId, { stage: "contacted" });
  await moveLead(admin, leadId, { stage: "qualified" });
  await analyzeLead(admin, leadId);
}

async function talk(admin: Ctx, leadId: number): Promise<void> {
  const lines = [
    ["in", "Добрий день! Шукаємо постачальника фурнітури для пошиття, приблизно 400 комплектів на місяць."],
    ["out", "Вітаю! Так, це наш обсяг. Надішлю прайс і умови доставки сьогодні."],
    ["in", "Дякую, ціни підходять."],
    ["out", "Підкажіть, будь ласка, чим займається ваша компанія?"],
  ] as const;
  for (const [direction, text] of lines) await addMessages(admin, leadId, { direction, text });
}

type Asked = { lead: string; name?: string; message: string };

async function enquire(admin: Ctx, operatorId: number, { lead, name, message }: Asked) {
  const appeal = await createAppeal(admin, {
    lead_external_id: lead,
    ...(name && { lead_name: name }),
    source: "partner",
    message,
  });
  return assignAppeal(admin, appeal.id, { operator_id: operatorId });
}
