import type { Locale } from "#lib/core/ctx.ts";
import en from "./messages/en.json" with { type: "json" };
import ru from "./messages/ru.json" with { type: "json" };
import uk from "./messages/uk.json" with { type: "json" };

/** Every string that people read, by language. In Next, next.config.js replaces this module by compiled catalogues. */
export const CATALOGUES = { en, uk, ru } as const satisfies Record<Locale, typeof en>;
