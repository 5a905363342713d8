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
  /** Shown while loading, in the shape of the content. The default is a list. */
  skeleton?: React.ReactNode;
  children: (data: Data) => React.ReactNode;
};

/** A section with its own query. The empty state is shown only after the query has an answer. */
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
