import { useTranslations } from "next-intl";
import { ChoiceField } from "#components/ui/choice-field.tsx";

type Props = Omit<React.ComponentProps<typeof ChoiceField>, "choices"> & {
  /** The time zones that the server supports. */
  zones: readonly string[];
  defaultValue: string;
};

/** A time zone from the server's list. If the stored one is not in the list, a hint says which one is used instead. */
export function TimeZoneField({ zones, ...field }: Props) {
  const say = useTranslations("common");
  const { defaultValue: zone, error } = field;
  const isUnknown = zone !== "" && !zones.includes(zone);
  return (
    <ChoiceField
      {...field}
      choices={zones.map((value) => ({ value }))}
      error={error ?? (isUnknown ? say("unknownZone", { zone }) : undefined)}
    />
  );
}
