import { useTranslations } from "next-intl";
import { Button } from "./button.tsx";
import { ErrorState } from "./states.tsx";

const listSkeleton = (
  <div className="flex flex-col gap-5 px-5 py-4">
    {["w-3/5", "w-2/5", "w-1/2", "w-2/3"].map((width) => (
      <div key={width} className={`skeleton-line h-4 ${width}`} />
    ))}
  </div>
);

type Props<Data> = {
  query: { data: Data | undefined; error: Error | null; refetch: () => void };
  /** What stands there until it is read, in the shape of what comes: a list, unless it is said. */
  skeleton?: React.ReactNode;
  children: (data: Data) => React.ReactNode;
};

/** A part of a screen that is read by itself: nothing is said to be missing before it has been looked for. */
export function QueryPart<Data>({ query, skeleton = listSkeleton, children }: Props<Data>) {
  const say = useTranslations("drawer");
  const common = useTranslations("common");
  if (query.data !== undefined) return children(query.data);
  if (!query.error) return <div aria-busy>{skeleton}</div>;
  return (
    <ErrorState
      title={common("partFailed")}
      detail={say("partFailedDetail")}
      action={<Button onClick={() => query.refetch()}>{common("tryAgain")}</Button>}
    />
  );
}
