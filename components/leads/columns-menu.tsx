"use client";

import { Columns3 } from "lucide-react";
import { useTranslations } from "next-intl";
import { replaceAddress } from "#components/ui/address.ts";
import { Button } from "#components/ui/button.tsx";
import { Menu, menuRow } from "#components/ui/menu.tsx";
import { FIXED, TABLE_COLUMNS, useColumnWords, useTableColumns } from "./table-columns.ts";

/** Chooses the columns of the table. */
export function ColumnsMenu() {
  const say = useTranslations("leadTable");
  const columnWords = useColumnWords();
  const { shown, hrefToggling } = useTableColumns();
  return (
    <Menu
      trigger={(props) => (
        <Button icon={Columns3} {...props}>
          {say("chooseColumns")}
        </Button>
      )}
    >
      {() => (
        <fieldset className="max-h-96 overflow-y-auto">
          <legend className="sr-only">{say("chooseColumns")}</legend>
          {TABLE_COLUMNS.filter(({ key }) => key !== FIXED).map(({ key }) => (
            <label key={key} className={`${menuRow} cursor-pointer`}>
              <input
                type="checkbox"
                checked={shown.some((column) => column.key === key)}
                onChange={() => replaceAddress(hrefToggling(key))}
                className="checkbox checkbox-xs"
              />
              {columnWords(key)}
            </label>
          ))}
        </fieldset>
      )}
    </Menu>
  );
}
