import { CircleAlert, Copy, Plus, X } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { clockTime, DAYS, dayName, type Hours, spanWords } from "#components/format/hours-words.ts";
import { Button } from "#components/ui/button.tsx";
import { Menu, MenuAction } from "#components/ui/menu.tsx";
import { isOverMidnight } from "#lib/workspace/team/rules.ts";
import { minutesOf, OFFICE, type Span, spansOf, withCopies, withDay, withNextSpan } from "./hours-draft.ts";

type Props = {
  hours: Hours | null;
  error: string | undefined;
  onChange: (hours: Hours | null) => void;
};

/** Hours at any time, or spans on each weekday. */
export function HoursEditor({ hours, error, onChange }: Props) {
  const say = useTranslations("team");
  // The previous hours are kept, so that they return after switching to the other choice and back.
  const [last, setLast] = useState(hours ?? OFFICE);
  const change = (next: Hours) => {
    setLast(next);
    onChange(next);
  };
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 font-medium">{say("hours")}</legend>
      <select
        aria-label={say("hours")}
        value={hours === null ? "all" : "some"}
        onChange={(event) => onChange(event.target.value === "all" ? null : last)}
        className="select h-8 w-full max-sm:h-11 max-sm:text-lg"
      >
        <option value="all">{say("allHours")}</option>
        <option value="some">{say("onlyHours")}</option>
      </select>
      {hours !== null && DAYS.map((day) => <Day key={day} {...{ hours, day }} onChange={change} />)}
      {error && (
        <p role="alert" className="inline-flex items-center gap-1 text-error text-xs">
          <CircleAlert size={14} className="icon" aria-hidden />
          {error}
        </p>
      )}
    </fieldset>
  );
}

type DayProps = { hours: Hours; day: number; onChange: (hours: Hours) => void };

function Day({ hours, day, onChange }: DayProps) {
  const say = useTranslations("team");
  const name = dayName(day, useLocale());
  const spans = spansOf(hours, day);
  const set = (spans: Span[]) => onChange(withDay(hours, day, spans));
  return (
    <div className="flex flex-col gap-2">
      <div className="flex min-h-8 items-center gap-1">
        <label className="mr-auto flex items-center gap-2 max-sm:min-h-11">
          <input
            type="checkbox"
            className="checkbox checkbox-sm"
            checked={spans.length > 0}
            onChange={(event) => (event.target.checked ? onChange(withNextSpan(hours, day)) : set([]))}
          />
          {name}
        </label>
        {spans.length > 0 && (
          <>
            <Button
              look="ghost"
              icon={Plus}
              aria-label={say("addHours", { day: name })}
              onClick={() => onChange(withNextSpan(hours, day))}
            />
            <CopyMenu day={day} onCopy={(others) => onChange(withCopies(hours, day, others))} />
          </>
        )}
      </div>
      {spans.map((span, place) => (
        <SpanRow
          // biome-ignore lint/suspicious/noArrayIndexKey: a span has no id, and its times change while they are typed
          key={place}
          {...{ name, span }}
          onChange={(next) => set(spans.with(place, next))}
          onRemove={spans.length > 1 ? () => set(spans.toSpliced(place, 1)) : undefined}
        />
      ))}
    </div>
  );
}

/** Copies the hours of a day to all other days, to working days, or to one day. */
function CopyMenu({ day, onCopy }: { day: number; onCopy: (days: readonly number[]) => void }) {
  const say = useTranslations("team");
  const locale = useLocale();
  const nameOf = (one: number) => dayName(one, locale);
  const workdays = DAYS.slice(0, 5);
  const choices = [
    { words: say("everyDay"), days: DAYS },
    { words: `${nameOf(workdays.at(0) ?? day)}–${nameOf(workdays.at(-1) ?? day)}`, days: workdays },
    ...DAYS.filter((one) => one !== day).map((one) => ({ words: nameOf(one), days: [one] })),
  ];
  return (
    <Menu
      trigger={(trigger) => (
        <Button look="ghost" icon={Copy} aria-label={say("copyHours", { day: nameOf(day) })} {...trigger} />
      )}
    >
      {(close) =>
        choices.map(({ words, days }) => (
          <MenuAction key={words} close={close} onAct={() => onCopy(days)}>
            {words}
          </MenuAction>
        ))
      }
    </Menu>
  );
}

type SpanProps = {
  /** The index of the span within its day. */
  name: string;
  span: Span;
  onChange: (span: Span) => void;
  /** Undefined for the only span of a day, which is removed by the day's checkbox. */
  onRemove: (() => void) | undefined;
};

function SpanRow({ name, span, onChange, onRemove }: SpanProps) {
  const say = useTranslations("team");
  return (
    <div className="grid grid-cols-[1fr_1fr_2rem] items-center gap-x-2 gap-y-1 pl-7">
      {(["from", "to"] as const).map((end) => (
        <input
          key={end}
          type="time"
          aria-label={say(end, { day: name })}
          value={clockTime(span[end])}
          onChange={(event) => {
            // An incomplete time has an empty value, which must not be saved as midnight.
            const minutes = minutesOf(event.target.value, end);
            if (minutes !== undefined) onChange({ ...span, [end]: minutes });
          }}
          className="input h-8 w-full min-w-0 max-sm:h-11 max-sm:text-lg"
        />
      ))}
      {onRemove && (
        <Button
          look="ghost"
          icon={X}
          aria-label={say("removeHours", { day: name, span: spanWords(span) })}
          onClick={onRemove}
        />
      )}
      {isOverMidnight(span) && (
        <p className="col-span-2 text-right text-muted text-xs">{say("endsNextDay")}</p>
      )}
    </div>
  );
}
