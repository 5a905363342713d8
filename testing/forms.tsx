import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { NextIntlClientProvider } from "next-intl";
import { isValidElement, type ReactElement, type ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { vi } from "vitest";
import messages from "#lib/i18n/messages/en.json" with { type: "json" };

type Submit = (event: { preventDefault: () => void; currentTarget: object }) => Promise<void>;
type Element = ReactElement<{ children?: ReactNode; onSubmit?: Submit }>;

function Probe({ call }: { call: () => void }): null {
  call();
  return null;
}

/** Calls hooks in English, as a component does. Effects do not run, and later state changes have no effect. */
export function inRender<Made>(make: () => Made): Made {
  const made: Made[] = [];
  renderToStaticMarkup(
    <NextIntlClientProvider locale="en" messages={messages} timeZone="UTC" now={new Date()}>
      <QueryClientProvider client={new QueryClient()}>
        <Probe call={() => made.push(make())} />
      </QueryClientProvider>
    </NextIntlClientProvider>,
  );
  const last = made.at(-1);
  if (last === undefined) throw new Error("Nothing was rendered");
  return last;
}

function findForm(node: ReactNode): Element | undefined {
  if (Array.isArray(node)) return node.map(findForm).find((form) => form !== undefined);
  if (!isValidElement<Element["props"]>(node)) return undefined;
  return node.type === "form" ? node : findForm(node.props.children);
}

/**
 * Submits the form of a component.
 * @param fields the values of its fields, by their names
 */
export async function submitForm(make: () => ReactElement, fields: Record<string, string>): Promise<void> {
  const submit = findForm(inRender(make))?.props.onSubmit;
  if (!submit) throw new Error("There is no form");
  class FilledIn {
    get = (name: string) => fields[name] ?? null;
    has = (name: string) => name in fields;
  }
  vi.stubGlobal("FormData", FilledIn);
  await submit({ preventDefault: () => undefined, currentTarget: {} }).finally(() => vi.unstubAllGlobals());
}
