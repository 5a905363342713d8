// Without `with { type: "json" }`: what the loader of next-intl makes of these files is no JSON any more.
import en from "./messages/en.json";
import ru from "./messages/ru.json";
import uk from "./messages/uk.json";

export const CATALOGUES = { en, uk, ru };
