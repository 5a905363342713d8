import { queryOnce, type Tx } from "#db/client.ts";
import type { LeadRow } from "./queries.ts";

/** The ids of a lead and of all its predecessors, the newest first. */
export async function listChain(tx: Tx, { id, predecessorId }: LeadRow): Promise<number[]> {
  if (predecessorId === null) return [id];
  const rows = await queryOnce<{ id: string }>(
    tx,
    `with recursive chain (id, place) as (
       select $1::bigint, 1
       union all
       select former.id, chain.place + 1 from leads as former join chain on former.successor_id = chain.id)
     select id from chain order by place`,
    [id],
  );
  return rows.map((row) => Number(row.id));
}
