import { NextIntlClientProvider } from "next-intl";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { LOCALES, type Locale } from "#lib/core/ctx.ts";
import { EVENT_TYPES, type EventType, subjectOf } from "#lib/core/event-types.ts";
import { CATALOGUES } from "#lib/i18n/catalogues.ts";
import type { EventJson } from "#lib/insight/events/schema.ts";
import { useEventWords } from "./use-event-words.ts";

const eventOf = (type: EventType, fields: Partial<EventJson> = {}): EventJson => ({
  id: 1,
  type,
  actor: { kind: "user", id: 1, name: "Olena" },
  subject_type: subjectOf(type),
  subject_id: 7,
  subject_name: "Maria Koval",
  before: null,
  after: { stage: "contacted" },
  ip: null,
  user_agent: null,
  request_id: null,
  undoes_id: null,
  created_at: "2026-11-30T12:00:00.000Z",
  ...fields,
});

function Said({ event, isNamed }: { event: EventJson; isNamed: boolean }) {
  return useEventWords()(event, isNamed ? (name) => <b>{name}</b> : undefined);
}

const said = (event: EventJson, locale: Locale, isNamed = true) =>
  renderToStaticMarkup(
    <NextIntlClientProvider locale={locale} messages={CATALOGUES[locale]} timeZone="UTC">
      <Said event={event} isNamed={isNamed} />
    </NextIntlClientProvider>,
  );

test("a log line has the name where the language puts it", () => {
  const move = eventOf("lead.stage_moved");
  expect(LOCALES.map((locale) => said(move, locale))).toEqual([
    "moved lead <b>Maria Koval</b> to Contacted",
    "Ліда <b>«Maria Koval»</b> переміщено на етап «Зв’язалися»",
    "Лид <b>«Maria Koval»</b> перемещён на этап «Связались»",
  ]);
  const accepted = eventOf("appeal.accepted");
  expect(LOCALES.map((locale) => said(accepted, locale))).toEqual([
    "accepted the enquiry from <b>Maria Koval</b>",
    "Звернення клієнта <b>«Maria Koval»</b> прийнято",
    "Обращение клиента <b>«Maria Koval»</b> принято",
  ]);
});

test("a subject without a name is told by its number", () => {
  const unnamed = { subject_name: null };
  expect(said(eventOf("lead.created", unnamed), "en")).toBe("created lead <b>no. 7</b>");
  expect(said(eventOf("appeal.closed", unnamed), "en")).toBe("closed enquiry <b>no. 7</b>");
  expect(said(eventOf("lead.created", unnamed), "uk")).toBe("Ліда <b>№ 7</b> створено");
});

test("the timeline of a lead leaves its name out", () => {
  const move = eventOf("lead.stage_moved");
  expect(LOCALES.map((locale) => said(move, locale, false))).toEqual([
    "moved the lead to Contacted",
    "Ліда переміщено на етап «Зв’язалися»",
    "Лид перемещён на этап «Связались»",
  ]);
});

test("what a person does to their own account is told without their name", () => {
  const own = eventOf("user.password_changed", { subject_id: 1 });
  expect(said(own, "en")).toBe("changed their password");
  expect(said(eventOf("user.password_changed"), "en")).toBe("changed the password of <b>Maria Koval</b>");
});

test.each(LOCALES)("every event reads in %s, with a name and without", (locale) => {
  const lines = EVENT_TYPES.flatMap((type) => [
    said(eventOf(type), locale),
    said(eventOf(type, { subject_name: null }), locale),
    said(eventOf(type), locale, false),
  ]);
  expect(lines.filter((line) => /[{}<>]|events\.|^\w+\.\w+$| {2}/.test(line.replace(/<\/?b>/g, "")))).toEqual(
    [],
  );
});
