import { getRequestConfig } from "next-intl/server";
import en from "./messages/en.json" with { type: "json" };

export default getRequestConfig(async () => ({ locale: "en", messages: en }));
