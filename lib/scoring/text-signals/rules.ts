import type { Intent, Line } from "./schema.ts";

/**
 * Words of each intent in Ukrainian, Russian, English and Polish, divided by commas. A star stands for any ending.
 * Without one the whole word must match, because "цінний" (valuable) begins like "ціна" (price).
 */
const COMPLAINT_WORDS = [
  "скарг*, поскарж*, пошкодж*, брак, бракован*, зламан*, зламал*, поверніть, повернення, обман*, жахлив*",
  "незадовол*, не працю*, не прийшо*, не прийшл*, не отрима*",
  "жалоб*, пожаловаться, пожалуюсь, поврежд*, сломан*, сломал*, верните, возврат*, ужасн*, недовол*",
  "не работает, не пришел, не пришла, не пришло, не пришли, не получил*",
  "complain*, damaged, broken, refund*, defective, terrible, disappointed, unacceptable, scam",
  "does not work, doesn't work, not working, never arrived, not received",
  "reklamacj*, uszkodzon*, zepsut*, zwrot*, oszust*, okropn*, niezadowolon*, skarg*, wadliw*",
  "nie działa, nie dotar*",
];
const BUYING_WORDS = [
  "купити, купую, куплю, придбати, замовити, замовлю, замовляю, оформити, рахунок, передплат*, беру",
  "купить, покупаю, приобрести, заказать, закажу, заказываю, оформить, счет, предоплат*",
  "buy, purchase, to order, place an order, invoice, subscribe, sign up, checkout",
  "kupić, kupię, kupuję, zamówić, zamówię, zamawiam, fakturę, zakup, przedpłat*, biorę",
];
const DELIVERY_WORDS = [
  "доставк*, доставля*, доставит*, відправ*, посилк*, самовивіз, ттн, нова пошт*, новою пошт*",
  "отправ*, посылк*, самовывоз, новой почт*",
  "deliver*, ship, shipped, shipping, shipment, parcel, tracking, courier, arrive",
  "dostaw*, dostarcz*, wysył*, wysła*, paczk*, kurier*, odbiór",
];
const PRICE_WORDS = [
  "ціна, ціни, ціну, ціною, коштує, коштувати, коштуватиме, вартість, прайс*, знижк*, дешевше, тариф*",
  "цена, цены, цену, ценой, стоит, стоимость, скидк*, дешевле, расценк*, по чому, почем",
  "price*, pricing, cost, costs, quote, discount*, cheaper, how much",
  "cena, ceny, cenę, cennik*, koszt, kosztuje, kosztować, rabat*, zniżk*, taniej, wycen*, po ile, ile za",
];
const URGENT_WORDS = [
  "терміново, термінов*, негайно, якнайшвидше, як найшвидше, горить, на завтра, до завтра, на сьогодні",
  "вже сьогодні, до кінця дня",
  "срочн*, немедленно, побыстрее, горит, на сегодня, уже сегодня, до конца дня",
  "как можно скорее, как можно быстрее",
  "urgent*, asap, immediately, by tomorrow, by today, right now, right away, end of the day",
  "as soon as possible",
  "pilne, pilnie, pilna, natychmiast, na jutro, do jutra, na dziś, na dzisiaj, jak najszybciej, do końca dnia",
];
const CURRENCIES = [
  "грн, гривень, гривня, гривні, гривню, гривен, гривны, uah, долар*, доллар*, usd, dollar*, bucks, dolar*",
  "євро, евро, eur, euro, euros, zł, pln, złoty, złotych, злот*, руб*, rub, фунт*, gbp, pounds",
];
const SCALES = [
  "тис, тисяч*, тыс, тысяч*, млн, мільйон*, миллион*, к, k, thousand, million, hundred, tys, tysi*, mln, milion*",
];
const BUDGET_WORDS = ["бюджет*, budget*, budżet*"];

/** Normalizes a text for comparison: without case, accents (people type "prosze" for "proszę") and curly quotes. */
function fold(text: string): string {
  return text
    .toLowerCase()
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replaceAll("ł", "l")
    .replace(/[’ʼ`]/g, "'")
    .replace(/\s+/g, " ");
}

/** Any of these words. The pattern has no nested repetition, so its time is linear in the length of the text. */
const anyOf = (lists: string[]) =>
  lists
    .flatMap((list) => list.split(", "))
    .map((word) => (word.endsWith("*") ? `${fold(word).slice(0, -1)}\\p{L}*` : fold(word)))
    .map((word) => `${word}(?!\\p{L})`)
    .join("|");
const wordsOf = (lists: string[], before = "") => new RegExp(`(?<!\\p{L})${before}(?:${anyOf(lists)})`, "gu");

/** "We do not want to buy": a negation at most one word before. */
const NOT_NEGATED = "(?<!(?<!\\p{L})(?:не|not|don't|nie) (?:\\p{L}{1,20} (?:to )?)?)";

const COMPLAINT = wordsOf(COMPLAINT_WORDS);
/** The order of precedence when a message has equally many words of several intents. */
const OTHER_INTENTS = [
  { intent: "buy", pattern: wordsOf(BUYING_WORDS, NOT_NEGATED) },
  { intent: "delivery", pattern: wordsOf(DELIVERY_WORDS) },
  { intent: "price", pattern: wordsOf(PRICE_WORDS) },
] as const;
const URGENT = wordsOf(URGENT_WORDS);
const BUDGET = wordsOf(BUDGET_WORDS);
const SUM = new RegExp(
  `[$€£₴] ?\\d|\\d ?[$€£₴]|(?<!\\p{L})(?:usd|eur|uah|pln) ?\\d|` +
    `(?:\\d|(?<!\\p{L})(?:${anyOf(SCALES)})) ?(?:(?:${anyOf(SCALES)})\\.? ?)?(?:${anyOf(CURRENCIES)})`,
  "u",
);

const countOf = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;

function intentOf(text: string): Intent {
  // First, because complaints also mention the order and its delivery.
  if (countOf(text, COMPLAINT) > 0) return "complaint";
  const counted = OTHER_INTENTS.map(({ intent, pattern }) => ({ intent, count: countOf(text, pattern) }));
  const best = counted.reduce((best, next) => (next.count > best.count ? next : best));
  return best.count > 0 ? best.intent : "other";
}

/**
 * The client's intent, from the newest message that shows one, because earlier intents may be settled.
 * @param incoming the client's messages, the newest first
 */
export function newestIntent(incoming: string[]): Intent | null {
  if (incoming.length === 0) return null;
  return incoming.map((text) => intentOf(fold(text))).find((intent) => intent !== "other") ?? "other";
}

/** Whether a text mentions a sum of money or a budget. A number without a currency or scale does not count. */
export function mentionsBudget(text: string): boolean {
  const folded = fold(text);
  return SUM.test(folded) || countOf(folded, BUDGET) > 0;
}

export const isUrgent = (text: string): boolean => countOf(fold(text), URGENT) > 0;

/**
 * The share of the client's messages that were followed by one of ours; null when the client wrote none.
 * @param newestFirst a conversation
 */
export function replyRatio(newestFirst: Pick<Line, "direction">[]): number | null {
  const incoming = newestFirst.filter(({ direction }) => direction === "in").length;
  if (incoming === 0) return null;
  const newestAnswer = newestFirst.findIndex(({ direction }) => direction === "out");
  const unanswered = newestAnswer < 0 ? incoming : newestAnswer;
  return Math.round(((incoming - unanswered) / incoming) * 100) / 100;
}
