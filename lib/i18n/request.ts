import { getRequestConfig } from "next-intl/server";
import en from "./messages/en.json" with { type: "json" };

/** The language of a request. There is one so far. */
export default getRequestConfig(async () => ({ locale: "en", messages: en, timeZone: "UTC" }));
