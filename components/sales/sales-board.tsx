"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ColumnJson } from "#components/board/columns.ts";
import { PipelineBoard, usePipeline } from "#components/board/pipeline-board.tsx";
import { MoneySum } from "#components/format/money-sum.tsx";
import { type SaleStage, saleTransitions } from "#lib/pipeline/sales/rules.ts";
import type { SaleJson } from "#lib/pipeline/sales/schema.ts";
import type { PublicSettingsJson } from "#lib/workspace/settings/schema.ts";
import type { OperatorJson } from "#lib/workspace/team/schema.ts";
import type { SaleActions } from "./actions.ts";
import { SaleCard } from "./sale-card.tsx";
import { SaleSheet } from "./sale-sheet.tsx";

type Props = {
  initial: ColumnJson<SaleJson>[];
  /** The filters as query parameters of the API. */
  query: string;
  settings: PublicSettingsJson;
  operators: OperatorJson[];
  myOperatorId: number | null;
  canUpdate: boolean;
  actions: SaleActions;
};

/** The sales by stage, with the total amount of each column. */
export function SalesBoard({ initial, query, settings, operators, myOperatorId, canUpdate, actions }: Props) {
  const stages = useTranslations("stages.sale");
  const shell = useTranslations("shell");
  const nameOf = (sale: SaleJson) => sale.lead_name ?? shell("unnamed", { id: sale.lead_id });
  const pipeline = usePipeline<SaleJson, SaleStage>({
    subjectType: "sale",
    query,
    initial,
    idsOf: ({ subject_type, subject_id }, columns) => {
      if (subject_type === "sale") return [subject_id];
      if (subject_type !== "lead") return [];
      return columns
        .flatMap(({ cards }) => cards.filter((sale) => sale.lead_id === subject_id))
        .map(({ id }) => id);
    },
    nameOf,
    stageName: stages,
    transitionsOf: ({ stage }) => saleTransitions(stage),
    move: ({ id }, stage, place) => actions.move({ saleId: id, input: { stage, ...place } }),
    undo: ({ id }) => actions.undoMove({ saleId: id }),
    asksAt: ["lost"],
    isUndoable: (stage) => stage !== "paid",
  });
  // The sale when the form was opened. It may leave the board while the form is filled in.
  const [opened, setOpened] = useState<SaleJson>();
  const filters = Object.fromEntries(new URLSearchParams(query));
  const currency = filters.currency ?? settings.currency;
  const hrefOf = (currency: string) => `/sales?${new URLSearchParams({ ...filters, currency })}`;
  return (
    <>
      <PipelineBoard
        pipeline={pipeline}
        lostReasons={settings.lost_reasons}
        renderCard={(sale, state) => (
          <SaleCard
            sale={sale}
            name={nameOf(sale)}
            isMine={sale.owner_id !== null && sale.owner_id === myOperatorId}
            {...state}
          />
        )}
        onOpen={setOpened}
        sumOf={({ amounts }) =>
          amounts.length > 0 && <MoneySum amounts={amounts} currency={currency} hrefOf={hrefOf} isShort />
        }
      />
      {opened && (
        <SaleSheet
          sale={opened}
          name={nameOf(opened)}
          operators={operators}
          canUpdate={canUpdate}
          update={actions.update}
          onDone={(sale) => {
            setOpened(undefined);
            if (sale) pipeline.board.replace(sale);
            if (sale) void pipeline.board.refetch();
          }}
        />
      )}
    </>
  );
}
