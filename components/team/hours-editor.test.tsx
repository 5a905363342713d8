import { NextIntlClientProvider } from "next-intl";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import messages from "#lib/i18n/messages/en.json" with { type: "json" };
import type { OperatorJson } from "#lib/workspace/team/schema.ts";
import { HoursEditor } from "./hours-editor.tsx";
import { OperatorOptions } from "./operator-options.tsx";

const shown = (element: React.ReactElement) =>
  renderToStaticMarkup(
    <NextIntlClientProvider locale="en" messages={messages} timeZone="UTC">
      {element}
    </NextIntlClientProvider>,
  );

// Red before 2026-11-30: the editor showed only the first of several spans a day.
test("every span of a day has its own times, and a span over midnight is marked", () => {
  const hours = [
    { day: 1, from: 540, to: 780 },
    { day: 1, from: 840, to: 1080 },
    { day: 2, from: 1320, to: 360 },
  ];
  const page = shown(<HoursEditor hours={hours} error={undefined} onChange={() => undefined} />);
  const times = [...page.matchAll(/type="time" aria-label="([^"]*)"[^>]*value="([^"]*)"/g)];
  expect(times.map(([, label, value]) => [label, value])).toEqual([
    ["Mon, from", "09:00"],
    ["Mon, to", "13:00"],
    ["Mon, from", "14:00"],
    ["Mon, to", "18:00"],
    ["Tue, from", "22:00"],
    ["Tue, to", "06:00"],
  ]);
  expect(page.match(/Ends the next day/g)).toHaveLength(1);
});

// Red before 2026-11-30: inactive operators were offered.
test("an inactive operator is offered as an owner only if they are the current owner", () => {
  const operators = [
    { id: 1, name: "Olha", is_active: true },
    { id: 2, name: "Petro", is_active: false },
  ] as OperatorJson[];
  const names = (owner_id: number | null, owner_name: string | null = null) =>
    shown(<OperatorOptions operators={operators} of={{ owner_id, owner_name }} />).match(/(?<=>)[^<]+/g);
  expect(names(null)).toEqual(["Olha"]);
  expect(names(1)).toEqual(["Olha"]);
  expect(names(2)).toEqual(["Olha", "Petro (inactive)"]);
  // A form that can't show the current owner would save the record without one.
  expect(names(3, "Newer")).toEqual(["Newer", "Olha"]);
});
