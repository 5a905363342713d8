import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { ErrorState } from "#components/ui/states.tsx";

type Props<Data> = {
  query: { data: Data | undefined; error: Error | null; refetch: () => void };
  /** What stands there until it is read, in the shape of what comes. */
  skeleton: React.ReactNode;
  children: (data: Data) => React.ReactNode;
};

/** A part of the drawer that is read by itself: nothing is said to be missing before it has been looked for. */
export function DrawerPart<Data>({ query, skeleton, children }: Props<Data>) {
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

const BUBBLES = ["h-14 w-3/5", "ml-auto h-10 w-1/2", "h-10 w-2/5", "ml-auto h-14 w-3/5"];

export const conversationSkeleton = (
  <div className="flex flex-col gap-3 px-5 py-4">
    {BUBBLES.map((shape) => (
      <div key={shape} className={`skeleton-line ${shape}`} />
    ))}
  </div>
);

export const listSkeleton = (
  <div className="flex flex-col gap-5 px-5 py-4">
    {["w-3/5", "w-2/5", "w-1/2", "w-2/3"].map((width) => (
      <div key={width} className={`skeleton-line h-4 ${width}`} />
    ))}
  </div>
);
