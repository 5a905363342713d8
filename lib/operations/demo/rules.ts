import { BUSINESS_DOMAINS } from "#db/seed/business-domains.ts";
import {
  COMPANY_WORDS,
  CONVERSATIONS,
  LOST_REASONS,
  NEXT_STEPS,
  SEGMENTS,
  SOURCE_HABITS,
} from "#db/seed/demo-company.ts";
import { DAY, HOUR, MINUTE } from "#lib/core/clock.ts";
import { logNormal, pick, pickWeighted, type Random, seededRandom } from "#lib/core/random.ts";
import { LEAD_STAGES, type LeadStage } from "#lib/pipeline/leads/rules.ts";
import { SALE_STAGES, type SaleStage } from "#lib/pipeline/sales/rules.ts";

/** A step of a story: the stage that was entered, and when. */
type Step<Stage> = { stage: Stage; at: Date };

/** The story of one demo lead, from its first message to its present stage. */
export type DemoStory = {
  name: string;
  source: string;
  language: "uk" | "ru" | "en";
  languageName: string;
  country: string;
  segment: string;
  businessDomain: string | null;
  createdAt: Date;
  /** The index of its owner among the people; null is unassigned. */
  owner: number | null;
  steps: Step<LeadStage>[];
  lostReason: string | null;
  messages: { direction: "in" | "out"; text: string; at: Date }[];
  nextStep: { text: string; at: Date } | null;
  sale: { amount: number; steps: Step<SaleStage>[]; lostReason: string | null } | null;
};

/** The present stage of the story, and when it was entered. */
export const stageOf = (story: DemoStory): LeadStage => story.steps.at(-1)?.stage ?? "new";
export const enteredAt = (story: DemoStory): Date => story.steps.at(-1)?.at ?? story.createdAt;

/** Whether the lead is open. */
export const isOpenStory = ({ lostReason, sale }: DemoStory): boolean => lostReason === null && sale === null;

export const DEMO_LEADS = 300;
const DEMO_DAYS = 90;
/** Leads of a weekday against a Sunday, Sunday first. */
const WEEKDAY_WEIGHTS = [2, 9, 10, 11, 10, 8, 3];

const FIRST_SEED = 20_261_121;
/** The minimum in each stage, so that no column looks empty. */
const MIN_LEADS = 6;
/**
 * The minimum of open leads of each person and of the unassigned, so that there are enough appeals for busy operators
 * and a queue.
 */
const MIN_OPEN_LEADS = 5;

/**
 * The stories of the demo company, the oldest first; deterministic for a given `now`. The stages depend on the hour,
 * so several companies are generated and the first with enough leads in every column is taken.
 */
export function demoStories(now: Date, people: number, count = DEMO_LEADS): DemoStory[] {
  for (let seed = FIRST_SEED; ; seed += 1) {
    const stories = storiesOf(now, people, count, seededRandom(seed));
    const inLeadStages = Map.groupBy(stories, stageOf);
    const saleStages = new Set(stories.map(({ sale }) => sale && (sale.steps.at(-1)?.stage ?? "new")));
    const openOf = Map.groupBy(stories.filter(isOpenStory), ({ owner }) => owner);
    const isFull =
      [null, ...Array.from({ length: people }, (_, place) => place)].every(
        (owner) => (openOf.get(owner)?.length ?? 0) >= MIN_OPEN_LEADS,
      ) &&
      LEAD_STAGES.every((stage) => (inLeadStages.get(stage)?.length ?? 0) >= MIN_LEADS) &&
      SALE_STAGES.every((stage) => saleStages.has(stage));
    if (isFull) return stories;
  }
}

function storiesOf(now: Date, people: number, count: number, random: Random): DemoStory[] {
  const names = new Set<string>();
  const stories = Array.from({ length: count }, () => story(now, people, names, random));
  return stories.sort((one, other) => one.createdAt.getTime() - other.createdAt.getTime());
}

/** People work by day, so a moment at night is moved to the next morning. */
function inOfficeHours(time: number): Date {
  const at = new Date(time);
  if (at.getUTCHours() >= 17) at.setUTCDate(at.getUTCDate() + 1);
  if (at.getUTCHours() >= 17 || at.getUTCHours() < 6) at.setUTCHours(6 + (at.getUTCMinutes() % 3));
  return at;
}

/** A full or half hour of the next days, sometimes one in the past. */
function appointment(now: Date, random: Random): Date {
  const at = new Date(now.getTime() + (random() * 5 - (random() < 0.2 ? 4 : 0)) * DAY);
  at.setUTCHours(7 + Math.floor(random() * 9), random() < 0.5 ? 0 : 30, 0, 0);
  return at;
}

function arrival(now: Date, random: Random): Date {
  for (;;) {
    const at = new Date(now.getTime() - random() * DEMO_DAYS * DAY);
    const weight = WEEKDAY_WEIGHTS[at.getUTCDay()] ?? 1;
    if (random() * 11 > weight) continue;
    at.setUTCHours(6 + Math.floor(random() * 11), Math.floor(random() * 60), Math.floor(random() * 60), 0);
    if (at < now) return at;
  }
}

/**
 * Pairs of words that are tried for a unique name before a town is added, which is enough for thousands of companies.
 */
const MAX_PAIRS = 40;

function companyName(names: Set<string>, random: Random) {
  for (let tried = 0; ; tried += 1) {
    const words = pickWeighted(
      COMPANY_WORDS.map((one) => ({
        ...one,
        weight: one.language === "uk" ? 55 : one.language === "en" ? 35 : 10,
      })),
      random,
    );
    const pair = `${pick<string>(words.first, random)} ${pick<string>(words.second, random)}`;
    const name = tried < MAX_PAIRS ? pair : `${pair}, ${pick<string>(words.towns, random)}`;
    if (names.has(name)) continue;
    names.add(name);
    return { name, language: words.language, languageName: words.languageName, country: words.country };
  }
}

function story(now: Date, people: number, names: Set<string>, random: Random): DemoStory {
  const company = companyName(names, random);
  const habit = pickWeighted(SOURCE_HABITS, random);
  const createdAt = arrival(now, random);
  const steps: Step<LeadStage>[] = [{ stage: "new", at: createdAt }];
  const last = () => steps.at(-1) ?? { stage: "new" as const, at: createdAt };
  let lostReason: string | null = null;
  /** The next step, if it is in the past. The story may end at each. */
  const advance = (stage: LeadStage, chance: number, typical: number) => {
    const at = inOfficeHours(last().at.getTime() + logNormal(typical, random));
    if (lostReason !== null || at >= now || random() > Math.min(0.97, chance * habit.luck)) return false;
    steps.push({ stage, at });
    return true;
  };
  const loseByChance = (chance: number, typical: number) => {
    const at = inOfficeHours(last().at.getTime() + logNormal(typical, random));
    // Leads without activity for 12 days are lost.
    const isForgotten = now.getTime() - at.getTime() > 12 * DAY;
    if (at >= now || random() > (isForgotten ? 0.92 : chance / habit.luck)) return;
    lostReason = pickWeighted(LOST_REASONS, random).reason;
    steps.push({ stage: "lost", at });
  };
  const isContacted = advance("contacted", 0.93, 3 * HOUR);
  if (!isContacted) loseByChance(0.5, 4 * DAY);
  const isQualified = isContacted && advance("qualified", 0.62, 1.4 * DAY);
  if (isContacted && !isQualified) loseByChance(0.5, 6 * DAY);
  const isTransferred = isQualified && advance("transferred", 0.68, 3 * DAY);
  if (isQualified && !isTransferred) loseByChance(0.3, 8 * DAY);
  const hasDomain = isTransferred || random() < (isQualified ? 0.45 : 0.3);
  const stage = last().stage;
  const isOpen = stage !== "transferred" && stage !== "lost";
  return {
    ...company,
    source: habit.code,
    segment: pick(SEGMENTS, random),
    businessDomain: hasDomain ? domainOf(names.size) : null,
    createdAt,
    owner: stage === "new" && random() < 0.6 ? null : Math.floor(random() * people),
    steps,
    lostReason,
    messages: conversation(company.language, steps, isTransferred, now, random),
    nextStep:
      isOpen && random() < 0.7
        ? {
            text: pick(NEXT_STEPS, random),
            at: appointment(now, random),
          }
        : null,
    sale: isTransferred ? sale(last().at, now, random) : null,
  };
}

/** Some business domains are more common: two clients of three are in one of the first four. */
const domainOf = (number: number) =>
  BUSINESS_DOMAINS.uk[(number * 7) % (number % 3 === 0 ? BUSINESS_DOMAINS.uk.length : 4)] ?? null;

function conversation(
  language: "uk" | "ru" | "en",
  steps: Step<LeadStage>[],
  isWon: boolean,
  now: Date,
  random: Random,
) {
  const lines = CONVERSATIONS[language];
  const began = steps[0]?.at ?? now;
  const answered = steps[1]?.at;
  const messages: DemoStory["messages"] = [];
  const say = (direction: "in" | "out", at: Date) => {
    if (at < now) messages.push({ direction, text: pick<string>(lines[direction], random), at });
  };
  if (random() < 0.85 || isWon) say("in", new Date(began.getTime() + 2 * MINUTE));
  if (!answered) return messages;
  say("out", answered);
  const rounds = isWon ? 2 + Math.floor(random() * 3) : Math.floor(random() * 3);
  let at = answered.getTime();
  for (let round = 0; round < rounds; round += 1) {
    at += logNormal(4 * HOUR, random);
    say("in", new Date(at));
    at += logNormal(40 * MINUTE, random);
    say("out", new Date(at));
  }
  return messages;
}

function sale(transferredAt: Date, now: Date, random: Random): NonNullable<DemoStory["sale"]> {
  const steps: Step<SaleStage>[] = [{ stage: "new", at: transferredAt }];
  let lostReason: string | null = null;
  for (const [stage, typical] of [
    ["kyc", 1.5 * DAY],
    ["agreement", 2.5 * DAY],
    ["paid", 5 * DAY],
  ] as const) {
    const at = inOfficeHours((steps.at(-1)?.at ?? transferredAt).getTime() + logNormal(typical, random));
    if (at >= now) break;
    if (random() < 0.14) {
      lostReason = pickWeighted(LOST_REASONS, random).reason;
      steps.push({ stage: "lost", at });
      break;
    }
    steps.push({ stage, at });
  }
  return { amount: Math.round(logNormal(42_000, random) / 500) * 500, steps, lostReason };
}
