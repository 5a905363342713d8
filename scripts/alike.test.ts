import { expect, test } from "vitest";
import { type AlikePair, alikeProblems } from "./alike.ts";

/** A function of 16 lines over rows of the kind that is named. */
const totalOf = (rows: string, row: string, field = "amount") => `
  export function totalOf${row}(${rows}: Row[]): Total {
    let sum = 0;
    let count = 0;
    let highest = 0;
    for (const ${row} of ${rows}) {
      if (${row}.isHidden) continue;
      if (${row}.${field} === null) {
        count += 1;
        continue;
      }
      sum += ${row}.${field};
      count += 1;
      highest = Math.max(highest, ${row}.${field});
    }
    return { sum, count, highest };
  }`;

const SALES = { path: "lib/pipeline/sales/total.ts", text: totalOf("sales", "sale") };
const LEADS = { path: "lib/pipeline/leads/total.ts", text: totalOf("leads", "lead") };
const PAIR: AlikePair = [
  "lib/pipeline/sales/total.ts totalOfsale",
  "lib/pipeline/leads/total.ts totalOflead",
  "An example",
];

/** Another function of more than 15 lines. */
const LIST = {
  path: "components/leads/list.tsx",
  text: `
  export function List({ names, onChoose }: Props) {
    const say = useTranslations("list");
    const [open, setOpen] = useState(false);
    return (
      <section aria-label={say("names")}>
        <Button onClick={() => setOpen(!open)}>{say("open")}</Button>
        {open && (
          <ul>
            {names.map((name) => (
              <li key={name} onClick={() => onChoose(name)}>
                {name}
              </li>
            ))}
          </ul>
        )}
      </section>
    );
  }`,
};

test("finds a function that was copied under other names", () => {
  expect(alikeProblems([SALES, LEADS, LIST], [])).toEqual([
    expect.stringContaining(
      "lib/pipeline/leads/total.ts totalOflead ~ lib/pipeline/sales/total.ts totalOfsale: are alike (1.00)",
    ),
  ]);
});

test("finds a copy of which a field was renamed", () => {
  const costs = { ...LEADS, text: totalOf("leads", "lead", "cost") };
  expect(alikeProblems([SALES, costs], [])).toHaveLength(1);
});

test("finds a copy in the same file", () => {
  expect(alikeProblems([{ ...SALES, text: SALES.text + LEADS.text }], [])).toHaveLength(1);
});

test("accepts functions that are unlike", () => {
  expect(alikeProblems([SALES, LIST], [])).toEqual([]);
});

test("accepts copies that are listed, in either order", () => {
  const [one, other, why] = PAIR;
  expect(alikeProblems([SALES, LEADS], [PAIR])).toEqual([]);
  expect(alikeProblems([SALES, LEADS], [[other, one, why]])).toEqual([]);
});

test("refuses a listed pair that is not alike any more", () => {
  expect(alikeProblems([SALES], [PAIR])).toEqual([expect.stringContaining("not alike any more")]);
});

test("accepts copies of 15 lines, copies in tests, and tables", () => {
  const short = (text: string) => text.replace(/\n *count \+= 1;/, "");
  const files = [SALES, LEADS];
  expect(
    alikeProblems(
      files.map(({ path, text }) => ({ path, text: short(text) })),
      [],
    ),
  ).toEqual([]);
  expect(alikeProblems([SALES, { ...LEADS, path: "lib/pipeline/leads/total.test.ts" }], [])).toEqual([]);
  expect(alikeProblems([SALES, { ...LEADS, path: "db/schema/totals.ts" }], [])).toEqual([]);
});
