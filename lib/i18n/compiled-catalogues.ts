// Without `with { type: "json" }`, because the loader of next-intl turns these files into JavaScript.
import en from "./messages/en.json";
import ru from "./messages/ru.json";
import uk from "./messages/uk.json";

export const CATALOGUES = { en, uk, ru };
