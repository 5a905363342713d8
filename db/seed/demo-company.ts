/** The names, texts and statistics of the demo company. All people in it are invented. */

export const DEMO_PEOPLE = [
  { name: "Olha V.", email: "olha@orbita.example", role: "manager" },
  { name: "Dan R.", email: "dan@orbita.example", role: "manager" },
  { name: "Iryna M.", email: "iryna@orbita.example", role: "operator" },
  { name: "Marta S.", email: "marta@orbita.example", role: "operator" },
  { name: "Taras K.", email: "taras@orbita.example", role: "operator" },
  { name: "Anton D.", email: "anton@orbita.example", role: "admin" },
] as const;

export const DEMO_DEPARTMENTS = ["Wholesale", "Retail"] as const;

export const DEMO_SOURCES = [
  { code: "telegram-main", name: "Telegram main", kind: "telegram" },
  { code: "web-form", name: "Web form", kind: "web" },
] as const;

/** The share of leads of each source, and how much more often than others they are won. */
export const SOURCE_HABITS = [
  { code: "scanner", weight: 40, luck: 1 },
  { code: "partner", weight: 24, luck: 1.35 },
  { code: "telegram-main", weight: 18, luck: 0.85 },
  { code: "web-form", weight: 12, luck: 0.7 },
  { code: "manual", weight: 6, luck: 0.9 },
] as const;

/** First and second parts of company names by language, and towns. Every pair is a valid name. */
export const COMPANY_WORDS = [
  {
    language: "uk",
    languageName: "Ukrainian",
    country: "Ukraine",
    first: [
      "Галичина",
      "Дніпро",
      "Чорноморська",
      "Карпатські",
      "Полісся",
      "Сигма",
      "Норд",
      "Степовий",
      "Медична",
      "Нова",
      "Оптима",
      "Тепломережа",
      "Київська",
      "Подільська",
      "Слобожанська",
      "Волинська",
    ],
    second: [
      "Меблі",
      "Текстиль",
      "Оптика",
      "Води",
      "Агро",
      "Верстати",
      "Логістика",
      "Млин",
      "Лінія",
      "Оранжерея",
      "Сервіс",
      "Кераміка",
      "Броварня",
      "Друкарня",
    ],
    towns: ["Львів", "Одеса", "Харків", "Вінниця", "Ужгород", "Чернігів", "Житомир", "Кам’янець-Подільський"],
  },
  {
    language: "ru",
    languageName: "Russian",
    country: "Kazakhstan",
    first: ["Мастерская", "Северная", "Алтын", "Заречье", "Степь", "Горизонт", "Каспий"],
    second: ["Север", "Упаковка", "Кондитер", "Свет", "Стекло", "Инструмент", "Ткани"],
    towns: ["Алматы", "Астана", "Караганда", "Шымкент", "Павлодар", "Усть-Каменогорск"],
  },
  {
    language: "en",
    languageName: "English",
    country: "United Kingdom",
    first: [
      "Tallow Street",
      "Vistula",
      "Arbor",
      "Pinecrest",
      "Stellar",
      "Riverbend",
      "Quarry & Sons",
      "Harbour Street",
      "Copperfield",
      "Ivory Lane",
      "Greyfield",
      "Brightmoor",
      "Larkfield",
      "Baltic",
      "Lumen",
      "Fenwick",
    ],
    second: [
      "Soap",
      "Ceramics",
      "Furniture Co.",
      "Solar",
      "Water Systems",
      "Steel",
      "Stone",
      "Optics",
      "Events",
      "Studio",
      "Storage",
      "Tools",
      "Robotics",
      "Timber Works",
      "Print House",
      "Dental Supply",
    ],
    towns: ["Leeds", "Bristol", "Glasgow", "Newcastle", "Brighton", "Cardiff", "Milton Keynes"],
  },
] as const;

export const SEGMENTS = ["Wholesale", "Retail chain", "Manufacturer", "Services"] as const;

/** Conversations: messages of the client and answers of the company in turn. */
export const CONVERSATIONS: Record<"uk" | "ru" | "en", { in: readonly string[]; out: readonly string[] }> = {
  uk: {
    in: [
      "Добрий день! Шукаємо постачальника, приблизно 400 комплектів на місяць.",
      "Дякую, ціни підходять. Чи можна договір з відтермінуванням 14 днів?",
      "Чи є доставка до Ужгорода цього тижня?",
      "Потрібен рахунок на два верстати.",
      "Надішліть, будь ласка, каталог українською.",
    ],
    out: [
      "Вітаю! Так, це наш обсяг. Надішлю прайс і умови доставки сьогодні.",
      "Так, після перевірки компанії. Підкажіть, будь ласка, чим займається ваша компанія?",
      "Доставимо у четвер, перевізник уже підтвердив.",
      "Рахунок у вкладенні, діє до кінця тижня.",
    ],
  },
  ru: {
    in: [
      "Добрый день! Интересует оптовая партия, есть ли скидка от 200 штук?",
      "Спасибо, обсудим с директором и вернёмся.",
      "Какие сроки поставки в Алматы?",
    ],
    out: [
      "Здравствуйте! Да, от 200 штук скидка 8 %. Отправлю расчёт сегодня.",
      "Срок 12 рабочих дней, доставка за наш счёт.",
      "Напомню в понедельник, хорошо?",
    ],
  },
  en: {
    in: [
      "Hello! We run six shops and look for one supplier of cases and cloths.",
      "About 2,000 pieces a quarter, own print on each.",
      "We can sign on Thursday if the price holds. Can you confirm?",
      "Could you share lead times for a first order?",
    ],
    out: [
      "Good afternoon! That fits well. Own print starts at 500 pieces, ready in 12 working days.",
      "Here is the offer with two print options.",
      "Yes, the price holds until the end of the month.",
      "Would Thursday at 11:30 suit you for a short call?",
    ],
  },
};

export const NEXT_STEPS = [
  "Call back",
  "Send terms",
  "Demo",
  "Ask for order volume",
  "Check on Friday",
  "Send intro",
  "Ask about their business",
] as const;

export const LOST_REASONS = [
  { reason: "no_response", weight: 41 },
  { reason: "no_budget", weight: 24 },
  { reason: "other_supplier", weight: 19 },
  { reason: "too_small", weight: 10 },
  { reason: "wrong_contact", weight: 6 },
] as const;

/** The operators' shares in the appeals of each source. */
export const DEMO_WEIGHTS = [
  { source: "scanner", name: "Olha V.", weight: 25 },
  { source: "scanner", name: "Dan R.", weight: 25 },
  { source: "scanner", name: "Iryna M.", weight: 20 },
  { source: "scanner", name: "Marta S.", weight: 20 },
  { source: "scanner", name: "Taras K.", weight: 10 },
  { source: "partner", name: "Olha V.", weight: 30 },
  { source: "partner", name: "Dan R.", weight: 30 },
  { source: "partner", name: "Iryna M.", weight: 20 },
  { source: "partner", name: "Marta S.", weight: 20 },
  { source: "telegram-main", name: "Dan R.", weight: 20 },
  { source: "telegram-main", name: "Iryna M.", weight: 20 },
  { source: "telegram-main", name: "Marta S.", weight: 30 },
  { source: "telegram-main", name: "Taras K.", weight: 20 },
  { source: "web-form", name: "Taras K.", weight: 10 },
  { source: "manual", name: "Olha V.", weight: 10 },
  { source: "manual", name: "Iryna M.", weight: 10 },
] as const;

/** The messages of the open appeals, by language. */
export const DEMO_ENQUIRIES = {
  uk: [
    "Доброго дня! Чи є доставка до Ужгорода цього тижня?",
    "Цікавить партія на 12 тонн. Яка ціна?",
    "Підкажіть, будь ласка, терміни виготовлення.",
    "Чи можна отримати рахунок сьогодні?",
  ],
  ru: [
    "Добрый день! Пришлите, пожалуйста, прайс.",
    "Возможна ли отсрочка платежа?",
    "Сколько времени занимает доставка?",
    "Нужен договор до пятницы.",
  ],
  en: [
    "Could you confirm the price until the end of the month?",
    "We can sign on Thursday if the price holds.",
    "Do you ship samples?",
    "Who is our contact for the next order?",
  ],
} as const;
