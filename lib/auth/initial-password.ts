import { randomBytes } from "node:crypto";

/** A password for a person who did not choose one yet: 128 random bits. */
export const newInitialPassword = (): string => randomBytes(16).toString("base64url");
