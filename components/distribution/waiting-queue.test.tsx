import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { NextIntlClientProvider } from "next-intl";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { waitingAppeals } from "#components/inbox/open-appeals.ts";
import messages from "#lib/i18n/messages/en.json" with { type: "json" };
import { type WaitingElsewhere, WaitingQueue } from "./waiting-queue.tsx";

/** The text of the queue of a source without waiting enquiries. */
function emptyQueue(waitingElsewhere: WaitingElsewhere[] | undefined): string {
  const client = new QueryClient();
  client.setQueryData(waitingAppeals(1).queryKey, {
    pages: [{ rows: [], next: null, total: 0 }],
    pageParams: [""],
  });
  const page = (
    <NextIntlClientProvider locale="en" messages={messages} timeZone="UTC" now={new Date()}>
      <QueryClientProvider client={client}>
        <WaitingQueue
          source={{ id: 1, name: "Scanner" }}
          waitingElsewhere={waitingElsewhere}
          onChoose={() => undefined}
        />
      </QueryClientProvider>
    </NextIntlClientProvider>
  );
  return renderToStaticMarkup(page)
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/\s+/g, " ");
}

// Red before 2026-11-30: "Every appeal has an operator" was shown while appeals waited in another source.
test("an empty queue says that every enquiry has an operator only when none waits elsewhere", () => {
  expect(emptyQueue([])).toContain("Every enquiry has an operator.");
  const elsewhere = emptyQueue([
    { id: 2, name: "Partner", waiting: 2 },
    { id: 3, name: "Telegram", waiting: 1 },
  ]);
  expect(elsewhere).not.toContain("has an operator");
  expect(elsewhere).toContain("No enquiries waiting from Scanner");
  expect(elsewhere).toContain("3 enquiries are waiting in other sources.");
  expect(elsewhere).toContain("Partner 2");
});

test("an empty queue says nothing of other sources until their queues are known", () => {
  expect(emptyQueue(undefined)).not.toMatch(/has an operator|waiting in/);
});
