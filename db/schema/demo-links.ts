import { pgTable, text } from "drizzle-orm/pg-core";
import { createdAt, instant } from "./columns.ts";

/**
 * Links that show the demo people on the sign-in page. Belongs to no workspace. The code of a link opens once;
 * from then on the browser that opened it has a token of its own. Only hashes of both are kept.
 */
export const demoLinks = pgTable("demo_links", {
  codeHash: text("code_hash").primaryKey(),
  /** Null until a browser opens the link. */
  browserHash: text("browser_hash").unique("demo_links_browser_hash"),
  /** Of the code, and, once the link is open, of the browser's token. */
  expiresAt: instant("expires_at").notNull(),
  createdAt: createdAt(),
});
