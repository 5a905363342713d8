"use client";

import { Calendar } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useFormat } from "#components/format/use-format.ts";
import { Button } from "#components/ui/button.tsx";
import { TextField } from "#components/ui/field.tsx";
import { Menu } from "#components/ui/menu.tsx";
import { MAX_DAY, MAX_PERIOD, MIN_DAY } from "#lib/core/limits.ts";

type Props = {
  /** The first and the last day as calendar dates. */
  first: string;
  last: string;
  /** The other parameters of the address, which a choice keeps. */
  others: Record<string, string>;
};

/** Shows the period and lets the person choose another. */
export function PeriodPicker({ first, last, others }: Props) {
  const say = useTranslations("dashboard");
  const format = useFormat();
  const router = useRouter();
  const [isTooLong, setIsTooLong] = useState(false);
  const limits = { min: MIN_DAY, max: MAX_DAY, required: true };
  return (
    <Menu
      trigger={(trigger) => (
        <Button {...trigger} className="gap-2">
          {say("dates", { first: format.day(first), last: format.day(last) })}
          <Calendar size={16} className="icon text-muted" aria-hidden />
        </Button>
      )}
    >
      {(close) => (
        <form
          className="flex w-64 flex-col gap-3 p-2"
          onSubmit={(event) => {
            event.preventDefault();
            const form = new FormData(event.currentTarget);
            const [from = "", to = ""] = [String(form.get("from")), String(form.get("to"))].sort();
            const fits = Date.parse(to) - Date.parse(from) < MAX_PERIOD;
            setIsTooLong(!fits);
            if (!fits) return;
            close();
            router.replace(`/dashboard?${new URLSearchParams({ ...others, from, to })}`);
          }}
        >
          <TextField type="date" name="from" label={say("firstDay")} defaultValue={first} {...limits} />
          <TextField
            type="date"
            name="to"
            label={say("lastDay")}
            defaultValue={last}
            error={isTooLong ? say("periodTooLong") : undefined}
            {...limits}
          />
          <Button look="primary" type="submit">
            {say("showPeriod")}
          </Button>
        </form>
      )}
    </Menu>
  );
}
