import type { SourceRow } from "./queries.ts";
import type { SourceJson } from "./schema.ts";

export function presentSource(source: SourceRow): SourceJson {
  return {
    id: source.id,
    code: source.code,
    name: source.name,
    kind: source.kind,
    description: source.description,
    strategy: source.strategy,
    department_id: source.departmentId,
    required_skills: source.requiredSkills,
    acknowledge_seconds: source.acknowledgeSeconds,
    version: source.version,
    created_at: source.createdAt.toISOString(),
    updated_at: source.updatedAt.toISOString(),
  };
}
