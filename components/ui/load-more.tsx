import { useTranslations } from "next-intl";
import { Button } from "./button.tsx";

/** Loads the next page of a list. */
export type More = { load: () => void; isLoading: boolean; hasFailed: boolean };

type Props = {
  /** Undefined at the end of the list, which has no button. */
  more: More | undefined;
  /** The label, if it is not simply "more". */
  label?: string;
  className?: string;
};

/** The button below or above a list that is loaded page by page. */
export function LoadMore({ more, label, className = "py-4" }: Props) {
  const common = useTranslations("common");
  if (!more) return null;
  return (
    <div className={`flex flex-none justify-center ${className}`}>
      <Button isBusy={more.isLoading} onClick={more.load} className="max-sm:h-11">
        {more.hasFailed ? common("tryAgain") : (label ?? common("loadMore"))}
      </Button>
    </div>
  );
}
