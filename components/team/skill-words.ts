/** Skills as one text: `Polish, "Retail, wholesale"`. One with a comma or a quote in it stands in quotes, as in CSV. */
export const skillsText = (skills: readonly string[]): string =>
  skills.map((skill) => (/[",]/.test(skill) ? `"${skill.replaceAll('"', '""')}"` : skill)).join(", ");

/** The skills that such a text names. */
export function readSkills(text: string): string[] {
  const parts = text.match(/\s*"(?:[^"]|"")*"\s*(?=,|$)|[^,]+/g) ?? [];
  return parts
    .map((part) => part.trim())
    .map((part) => (/^".*"$/.test(part) ? part.slice(1, -1).replaceAll('""', '"').trim() : part))
    .filter(Boolean);
}
