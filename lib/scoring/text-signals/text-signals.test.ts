import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { detectLanguage } from "./detect-language.ts";
import { readTextSignals } from "./read-text-signals.ts";
import { isUrgent, mentionsBudget, newestIntent, replyRatio } from "./rules.ts";
import type { Intent, Line, TEXT_LANGUAGES } from "./schema.ts";

type Sentence = [text: string, language: (typeof TEXT_LANGUAGES)[number], intent: Intent];

const SENTENCES: Sentence[] = [
  ["Добрий день! Скільки коштує підключення на 10 працівників?", "uk", "price"],
  ["Хочу купити два комплекти, виставте, будь ласка, рахунок", "uk", "buy"],
  ["Коли зможете відправити посилку Новою поштою?", "uk", "delivery"],
  ["Товар прийшов пошкоджений, поверніть гроші за замовлення", "uk", "complaint"],
  ["Дякую за консультацію, ми порадимося з колегами", "uk", "other"],
  ["Ні, зараз ми не хочемо купити", "uk", "other"],
  ["Це дуже цінний досвід для нашої команди", "uk", "other"],
  ["Здравствуйте! Сколько стоит подключение для десяти сотрудников?", "ru", "price"],
  ["Хотим заказать партию, выставьте счёт, пожалуйста", "ru", "buy"],
  ["Когда сможете отправить посылку в Одессу?", "ru", "delivery"],
  ["Программа не работает второй день, верните деньги", "ru", "complaint"],
  ["Спасибо за консультацию, мы посоветуемся с коллегами", "ru", "other"],
  ["Hello! How much is the plan for ten people?", "en", "price"],
  ["We would like to buy two licences, please send the invoice", "en", "buy"],
  ["We don't want to buy anything at the moment", "en", "other"],
  ["When will you ship the parcel to Kyiv?", "en", "delivery"],
  ["Can you tell me when my order will arrive?", "en", "delivery"],
  ["The item arrived damaged and I want a refund for my order", "en", "complaint"],
  ["Thanks for your time, we will talk with our colleagues", "en", "other"],
  ["Dzień dobry! Ile kosztuje plan dla dziesięciu osób?", "pl", "price"],
  ["Chcemy kupić dwie licencje, proszę o fakturę", "pl", "buy"],
  ["Kiedy możecie wysłać paczkę do Krakowa?", "pl", "delivery"],
  ["Towar przyszedł uszkodzony, proszę o zwrot pieniędzy", "pl", "complaint"],
  ["Dziękuję za rozmowę, musimy się naradzić z zespołem", "pl", "other"],
];

test.each(SENTENCES)("%s", (text, language, intent) => {
  expect(detectLanguage([text])).toBe(language);
  expect(newestIntent([text])).toBe(intent);
});

test("missing accents and capitals, as typed on a phone, do not hide an intent", () => {
  expect(newestIntent(["prosze o CENNIK"])).toBe("price");
  expect(newestIntent(["towar uszkodzony, prosze o zwrot pieniedzy"])).toBe("complaint");
  expect(newestIntent(["It doesn’t work"])).toBe("complaint");
});

test("the newest message with an intent decides, whatever small talk follows", () => {
  expect(newestIntent(["Дякую!", "Хочу купити", "Яка ціна?"])).toBe("buy");
  expect(newestIntent(["Ok", "Hi"])).toBe("other");
  expect(newestIntent([])).toBeNull();
});

describe("the language", () => {
  test("is that of all the client's messages, so short words in between do not change it", () => {
    expect(detectLanguage(["ok", "Ціна?", "А можна дешевше, будь ласка?"])).toBe("uk");
    expect(detectLanguage(["Hi", "Cena?", "Czy jest na stanie?"])).toBe("pl");
  });
  test("is unknown for too short texts", () => {
    for (const texts of [[], ["Hi"], ["123 456 $$"], ["👍👍👍👍"]]) expect(detectLanguage(texts)).toBeNull();
  });
});

describe("money", () => {
  test.each([
    "Бюджет до 20 тисяч гривень",
    "готові заплатити 15000грн",
    "Можу дати 300 доларів",
    "бюджет пока не знаем",
    "Не дороже 20 тыс. рублей",
    "сто тысяч гривен",
    "We can spend $500 a month",
    "up to 2,500 USD",
    "EUR 900 per year",
    "Our budget is tight",
    "maksymalnie 2000 zł",
    "do 5 tys. złotych",
    "Mamy 1 000 € na start",
  ])("%s", (text) => expect(mentionsBudget(text)).toBe(true));

  test.each([
    "Мій номер +380 50 123 45 67",
    "Потрібно 50 штук на завтра",
    "Упаковка 100 грам",
    "Нас 20 человек",
    "It costs too much",
    "5 eurovision tickets",
    "Spotkanie o 15:30, pokój 200",
    "$ is a sign",
  ])("not in: %s", (text) => expect(mentionsBudget(text)).toBe(false));
});

test.each([
  ["Потрібно терміново!", true],
  ["Треба 50 штук на завтра", true],
  ["Нужно срочно, сегодня до конца дня", true],
  ["We need it ASAP", true],
  ["Can you send it by tomorrow?", true],
  ["To bardzo pilne, potrzebuję na jutro", true],
  ["Вчора писав вам", false],
  ["No hurry, next month is fine", false],
  ["Spokojnie, w przyszłym miesiącu", false],
])("urgent or not: %s", (text, expected) => expect(isUrgent(text)).toBe(expected));

const line = fc.record({ direction: fc.constantFrom<"in" | "out">("in", "out"), text: fc.string() });

describe("the share of answered messages", () => {
  const of = (directions: string) =>
    replyRatio([...directions].map((sign) => ({ direction: sign === "i" ? "in" : "out" })));
  test("counts a message as answered when one of ours is newer (the newest comes first)", () => {
    expect([of(""), of("o"), of("i"), of("oi"), of("io"), of("ioi"), of("oiii"), of("iioi")]).toEqual([
      ...[null, null, 0, 1, 0, 0.5, 1, 0.33],
    ]);
  });
  test("is never lowered by an answer, and never raised by a message", () => {
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const before = replyRatio(lines);
        expect(replyRatio([{ direction: "out" }, ...lines])).toBe(before === null ? null : 1);
        expect(replyRatio([{ direction: "in" }, ...lines])).toBeLessThanOrEqual(before ?? 1);
      }),
    );
  });
});

test("any text of a client is analysed, and none of it is repeated in the signals", () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 50 }), (lines: Line[]) => {
      const signals = readTextSignals(lines);
      const hasIncoming = lines.some(({ direction }) => direction === "in");
      expect(signals.intent === null).toBe(!hasIncoming);
      expect(signals.is_urgent === null).toBe(!hasIncoming);
    }),
  );
});

test("fifty long messages, including hostile ones, are analysed quickly", () => {
  const hostile = [
    "1 ".repeat(250),
    "не ".repeat(166),
    "тисяч ".repeat(83),
    "a".repeat(500),
    "k k".repeat(166),
  ];
  const lines = Array.from(
    { length: 50 },
    (_, n): Line => ({
      direction: "in",
      text: hostile[n % hostile.length] ?? "",
    }),
  );
  readTextSignals(lines);
  const began = performance.now();
  readTextSignals(lines);
  expect(performance.now() - began).toBeLessThan(500);
});
