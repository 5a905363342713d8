import { sql } from "drizzle-orm";
import { prepareOnce, queryOnce, type Tx, unawaitedIn } from "#db/client.ts";
import type { StoredReceipt } from "#db/schema/appeals.ts";
import { distributionStates } from "#db/schema/distribution.ts";
import { operators } from "#db/schema/operators.ts";
import { clock } from "#lib/core/clock.ts";
import { isAtWork, isPresent } from "#lib/workspace/team/rules.ts";
import type { SourceState, WeightedOperator } from "./queries.ts";
import { type Candidate, chooseKnown, chooseOperator, exclusionOf, isEligible } from "./rules.ts";

/** An appeal that needs an operator. */
type Request = {
  sourceId: number;
  declinedBy: number[];
  /** The operator who created it for a lead that they cannot see. */
  hiddenFrom: number | null;
  /** The operator who answered this client recently. */
  knownOperatorId?: number | null | undefined;
};

/** The result with its receipt: an operator, whose load has been raised, or none. */
export type Assignment = { operatorId: number | null; operatorName: string | null; receipt: StoredReceipt };

/**
 * Assigns the appeals of some sources, one decision after the other. The sources must be locked. A transaction that
 * assigns several appeals must lock the operators as well, because locking them one by one could deadlock. With the
 * operators locked, no other transaction takes a place meanwhile, so all loads are written at the end in one
 * statement.
 */
export class Allocator {
  readonly #tx: Tx;
  readonly #areOperatorsLocked: boolean;
  readonly #now = clock.now();
  readonly #sources: Map<number, SourceState>;
  readonly #weighted: Map<number, WeightedOperator[]>;
  /** The operators of each source as loaded, without the assignments made here. */
  readonly #loaded = new Map<number, Candidate[]>();
  readonly #loads = new Map<number, number>();
  readonly #taken = new Map<number, number>();
  readonly #changed = new Set<number>();

  constructor(
    tx: Tx,
    states: SourceState[],
    weighted: WeightedOperator[],
    { areOperatorsLocked }: { areOperatorsLocked: boolean },
  ) {
    this.#tx = tx;
    this.#areOperatorsLocked = areOperatorsLocked;
    this.#sources = new Map(states.map((state) => [state.id, state]));
    this.#weighted = Map.groupBy(weighted, ({ sourceId }) => sourceId);
    for (const { operatorId, currentLoad } of weighted) this.#loads.set(operatorId, currentLoad);
  }

  /** The state of a source after the decisions so far. */
  state(sourceId: number): SourceState {
    const state = this.#sources.get(sourceId);
    if (!state) throw new Error(`Source ${sourceId} is not at this allocator`);
    return state;
  }

  /** Whether any operator of a source has room for an appeal. */
  hasRoom(sourceId: number): boolean {
    return this.#candidates({ sourceId, declinedBy: [], hiddenFrom: null }).some(isEligible);
  }

  /**
   * Assigns one appeal and raises the load of the chosen operator, never above their limit. When another source took
   * the last place meanwhile, it decides again without that operator.
   */
  async assign(request: Request): Promise<Assignment> {
    for (;;) {
      const candidates = this.#candidates(request);
      const eligible = candidates.filter(isEligible);
      const isKnown = eligible.some(({ operatorId }) => operatorId === request.knownOperatorId);
      const state = this.state(request.sourceId);
      const receipt: StoredReceipt = {
        strategy: state.strategy,
        by: isKnown ? "known_client" : "strategy",
        at: this.#now.toISOString(),
        candidates: candidates.map(receiptLine),
      };
      if (eligible.length === 0) return { operatorId: null, operatorName: null, receipt };
      const choice =
        isKnown && request.knownOperatorId
          ? chooseKnown(request.knownOperatorId, eligible)
          : chooseOperator(state.strategy, eligible, Math.random);
      if (await this.#take(choice.operatorId)) {
        this.#loads.set(choice.operatorId, (this.#loads.get(choice.operatorId) ?? 0) + 1);
        this.#updateState(state, choice.operatorId, choice.deficits);
        return {
          operatorId: choice.operatorId,
          operatorName: this.#nameOf(request.sourceId, choice.operatorId),
          receipt,
        };
      }
      this.#loads.set(choice.operatorId, Number.POSITIVE_INFINITY);
    }
  }

  /**
   * Stores the states of the sources and the loads. The loads are awaited, because they must be checked before
   * COMMIT.
   */
  async save(): Promise<void> {
    for (const sourceId of this.#changed) saveState(this.#tx, this.state(sourceId));
    this.#changed.clear();
    if (this.#taken.size > 0) await takePlaces(this.#tx, this.#taken);
  }

  async #take(operatorId: number): Promise<boolean> {
    if (!this.#areOperatorsLocked) return claimPlace(this.#tx, operatorId);
    this.#taken.set(operatorId, (this.#taken.get(operatorId) ?? 0) + 1);
    return true;
  }

  #nameOf(sourceId: number, operatorId: number): string | null {
    return this.#weighted.get(sourceId)?.find((one) => one.operatorId === operatorId)?.name ?? null;
  }

  #candidates({ sourceId, declinedBy, hiddenFrom }: Request): Candidate[] {
    const state = this.state(sourceId);
    const place = new Map(state.operatorIds.map((id, index) => [id, index]));
    let loaded = this.#loaded.get(sourceId);
    if (!loaded) {
      const weighted = this.#weighted.get(sourceId) ?? [];
      loaded = weighted.map((operator) => candidateOf(state, operator, this.#now));
      this.#loaded.set(sourceId, loaded);
    }
    return loaded.map((candidate) => {
      const index = place.get(candidate.operatorId) ?? -1;
      return {
        ...candidate,
        hasDeclined: declinedBy.includes(candidate.operatorId),
        canSeeLead: candidate.operatorId !== hiddenFrom,
        currentLoad: this.#loads.get(candidate.operatorId) ?? 0,
        deficit: state.deficits[index] ?? 0,
        lastTurn: state.lastTurns[index] ?? 0,
      };
    });
  }

  #updateState(state: SourceState, chosenId: number, deficits: Map<number, number>): void {
    const turn = state.turn + 1;
    const before = new Map(
      state.operatorIds.map((id, index) => [
        id,
        [state.deficits[index] ?? 0, state.lastTurns[index] ?? 0] as const,
      ]),
    );
    const weighted = this.#weighted.get(state.id) ?? [];
    // An allocator for one operator must keep the state of the operators that it did not load.
    const operatorIds = [...new Set([...state.operatorIds, ...weighted.map(({ operatorId }) => operatorId)])];
    this.#sources.set(state.id, {
      ...state,
      turn,
      operatorIds,
      deficits: operatorIds.map((id) => deficits.get(id) ?? before.get(id)?.[0] ?? 0),
      lastTurns: operatorIds.map((id) => (id === chosenId ? turn : (before.get(id)?.[1] ?? 0))),
    });
    this.#changed.add(state.id);
  }
}

/** An operator as a candidate of a source that has never chosen them. */
export function candidateOf(
  source: Pick<SourceState, "requiredSkills" | "departmentId">,
  operator: WeightedOperator,
  now: Date,
): Candidate {
  return {
    operatorId: operator.operatorId,
    isActive: operator.isActive,
    isPresent: isPresent(operator, now),
    isAtWork: isAtWork(operator.workingHours, operator.timeZone, now),
    hasSkills: source.requiredSkills.every((skill) => operator.skills.includes(skill)),
    isInDepartment: source.departmentId === null || source.departmentId === operator.departmentId,
    hasDeclined: false,
    canSeeLead: true,
    weight: operator.weight,
    currentLoad: operator.currentLoad,
    maxLoad: operator.maxLoad,
    deficit: 0,
    lastTurn: 0,
  };
}

function receiptLine(candidate: Candidate): StoredReceipt["candidates"][number] {
  return [
    candidate.operatorId,
    Number.isFinite(candidate.currentLoad) ? candidate.currentLoad : candidate.maxLoad,
    candidate.maxLoad,
    candidate.weight,
    Math.round(candidate.deficit * 1000) / 1000,
    exclusionOf(candidate) ?? null,
  ];
}

/** Raises the load by one unless the operator is at their limit. This statement is what enforces the limit. */
export async function claimPlace(tx: Tx, operatorId: number): Promise<boolean> {
  const claimed = await prepareOnce(tx, "claim_place", (db, name) =>
    db
      .update(operators)
      .set({ currentLoad: sql`${operators.currentLoad} + 1` })
      .where(
        sql`${operators.id} = ${sql.placeholder("operatorId")} and ${operators.isActive} and ${operators.currentLoad} < ${operators.maxLoad}`,
      )
      .returning({ id: operators.id })
      .prepare(name),
  ).execute({ operatorId });
  return claimed.length > 0;
}

/**
 * The same for several places at once, of operators that are locked.
 * @throws Error when one has too few places, which the lock rules out
 */
async function takePlaces(tx: Tx, taken: Map<number, number>): Promise<void> {
  const claimed = await queryOnce(
    tx,
    `update operators set current_load = current_load + place.count
     from unnest($1::bigint[], $2::int[]) as place (operator_id, count)
     where operators.id = place.operator_id and operators.is_active
       and operators.current_load + place.count <= operators.max_load
     returning operators.id`,
    [[...taken.keys()], [...taken.values()]],
  );
  if (claimed.length < taken.size) throw new Error("An operator was given more than it has room for");
}

function saveState(tx: Tx, { id, turn, operatorIds, deficits, lastTurns }: SourceState): void {
  const saving = prepareOnce(tx, "save_distribution_state", (db, name) =>
    db
      .update(distributionStates)
      .set({
        turn: sql`${sql.placeholder("turn")}`,
        operatorIds: sql`${sql.placeholder("operatorIds")}`,
        deficits: sql`${sql.placeholder("deficits")}`,
        lastTurns: sql`${sql.placeholder("lastTurns")}`,
      })
      .where(sql`${distributionStates.sourceId} = ${sql.placeholder("id")}`)
      .prepare(name),
  ).execute({ id, turn, operatorIds, deficits, lastTurns });
  unawaitedIn(tx, saving);
}
