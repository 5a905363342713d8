import { useLocale, useTranslations } from "next-intl";
import { clockTime, DAYS, dayName, type Hours } from "./hours-words.ts";

const MINUTES_OF_A_DAY = 24 * 60;
const OFFICE: Hours = [1, 2, 3, 4, 5].map((day) => ({ day, from: 9 * 60, to: 18 * 60 }));
/** A time that is not before the other's beginning; midnight as an end is the end of the day. */
const minutesOf = (text: string) => {
  const [hours = 0, minutes = 0] = text.split(":").map(Number);
  return hours * 60 + minutes;
};

/** At any time, or one span on each weekday. */
export function HoursEditor({
  hours,
  onChange,
}: {
  hours: Hours | null;
  onChange: (hours: Hours | null) => void;
}) {
  const say = useTranslations("team");
  const locale = useLocale();
  const nameOf = (day: number) => dayName(day, locale);
  const set = (day: number, span: Partial<Hours[number]> | undefined) => {
    const others = (hours ?? []).filter((one) => one.day !== day);
    const old = hours?.find((one) => one.day === day) ?? { day, from: 9 * 60, to: 18 * 60 };
    onChange(span ? [...others, { ...old, ...span }] : others);
  };
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 font-medium">{say("hours")}</legend>
      <select
        aria-label={say("hours")}
        value={hours === null ? "all" : "some"}
        onChange={(event) => onChange(event.target.value === "all" ? null : OFFICE)}
        className="select h-8 w-full max-sm:h-11 max-sm:text-lg"
      >
        <option value="all">{say("allHours")}</option>
        <option value="some">{say("onlyHours")}</option>
      </select>
      {hours !== null &&
        DAYS.map((day) => {
          const span = hours.find((one) => one.day === day);
          return (
            <div key={day} className="grid grid-cols-[5rem_1fr_1fr] items-center gap-2">
              <label className="flex items-center gap-2">
                <input
                  type="checkbox"
                  className="checkbox checkbox-sm"
                  checked={span !== undefined}
                  onChange={(event) => set(day, event.target.checked ? {} : undefined)}
                />
                {nameOf(day)}
              </label>
              {span &&
                (["from", "to"] as const).map((end) => (
                  <input
                    key={end}
                    type="time"
                    aria-label={say(end, { day: nameOf(day) })}
                    value={clockTime(span[end])}
                    onChange={(event) => {
                      const minutes = minutesOf(event.target.value);
                      set(day, { [end]: end === "to" && minutes === 0 ? MINUTES_OF_A_DAY : minutes });
                    }}
                    className="input h-8 max-sm:h-11 max-sm:text-lg"
                  />
                ))}
            </div>
          );
        })}
    </fieldset>
  );
}
