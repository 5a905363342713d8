import { randomBytes } from "node:crypto";

/** The nonce of one page's scripts: 128 random bits. A UUID has only 122. */
export const newNonce = (): string => randomBytes(16).toString("hex");

/**
 * Scripts and styles only from us, by nonce. Style attributes are the exception: React renders
 * positions and bar widths into them on the server, and an attribute cannot load or run anything.
 */
export function contentSecurityPolicy(nonce: string): string {
  const development = process.env.NODE_ENV === "development";
  return [
    "default-src 'self'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    `style-src 'self' ${development ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${development ? " ws:" : ""}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}
