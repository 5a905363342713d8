/** The database roles of Leadline. None can log in; the owner of the database may become each of them. */
export const systemRoles = [
  "leadline_app",
  "leadline_auth",
  "leadline_feed",
  "leadline_jobs",
  "leadline_search",
  "leadline_retention",
] as const;

export type SystemRole = (typeof systemRoles)[number];

/**
 * The statements that create the roles and let `owner` become them without inheriting their rights: in its own session
 * the owner sees no tenant's rows.
 */
export function roleStatements(owner: string): string[] {
  const quotedOwner = `"${owner.replaceAll('"', '""')}"`;
  return systemRoles.flatMap((role) => [
    `DO $$ BEGIN CREATE ROLE ${role} NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`,
    `GRANT ${role} TO ${quotedOwner} WITH SET TRUE, INHERIT FALSE`,
  ]);
}
