import { IntlProvider } from "next-intl";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import messages from "#lib/i18n/messages/en.json" with { type: "json" };
import { useDayWords } from "./use-day-words.ts";

function Day({ at }: { at: string }) {
  const { dayOf, words } = useDayWords("Europe/Kyiv");
  return `${dayOf(at)} ${words(at)}`;
}

/** The words shown to a person in this zone at one in the morning of 27 November in Kyiv. */
const seenFrom = (timeZone: string, at: string) =>
  renderToStaticMarkup(
    <IntlProvider locale="en" messages={messages} timeZone={timeZone} now={new Date("2026-11-26T23:00:00Z")}>
      <Day at={at} />
    </IntlProvider>,
  );

test.each(["Europe/Kyiv", "America/Los_Angeles", "Pacific/Kiritimati"])(
  "the inbox shows days of the workspace's time zone in a browser in %s",
  (zone) => {
    expect(seenFrom(zone, "2026-11-26T22:00:00Z")).toBe("2026-11-27 Today");
    expect(seenFrom(zone, "2026-11-26T21:59:59Z")).toBe("2026-11-26 Yesterday");
    expect(seenFrom(zone, "2026-11-19T22:30:00Z")).toBe("2026-11-20 20 Nov");
  },
);
