import { pgTable, text } from "drizzle-orm/pg-core";
import { createdAt, instant } from "./columns.ts";

/**
 * Links that show the demo people on the sign-in page. They belong to no workspace. The code of a link opens once; the
 * browser that opened it then has its own token. Only hashes of both are stored.
 */
export const demoLinks = pgTable("demo_links", {
  codeHash: text("code_hash").primaryKey(),
  /** Null until a browser opens the link. */
  browserHash: text("browser_hash").unique("demo_links_browser_hash"),
  /** The expiry of the code, or of the browser's token once the link is open. */
  expiresAt: instant("expires_at").notNull(),
  createdAt: createdAt(),
});
