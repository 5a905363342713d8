/** Skills as one text: `Polish, "Retail, wholesale"`. As in CSV, a skill with a comma or a quote is quoted. */
export const skillsText = (skills: readonly string[]): string =>
  skills.map((skill) => (/[",]/.test(skill) ? `"${skill.replaceAll('"', '""')}"` : skill)).join(", ");

/** Parses such a text into skills. */
export function readSkills(text: string): string[] {
  const parts = text.match(/\s*"(?:[^"]|"")*"\s*(?=,|$)|[^,]+/g) ?? [];
  return parts
    .map((part) => part.trim())
    .map((part) => (/^".*"$/.test(part) ? part.slice(1, -1).replaceAll('""', '"').trim() : part))
    .filter(Boolean);
}
