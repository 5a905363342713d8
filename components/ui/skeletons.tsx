/** What is on its way, in the shape that it will have. `label` says so to whoever cannot see it. */
type Props = { label: string };

const places = (count: number) => Array.from({ length: count }, (_, place) => place);

function Title() {
  return <div className="skeleton-line h-5 w-28" />;
}

/** Five lanes with a few cards. */
export function BoardSkeleton({ label }: Props) {
  return (
    <div aria-busy role="status" aria-label={label} className="board-page flex h-full flex-col">
      <div className="flex h-12 flex-none items-center gap-4 px-4 max-sm:pt-3">
        <Title />
        <div className="skeleton-line ml-auto h-8 w-28" />
      </div>
      <div className="flex h-11 flex-none items-center gap-2 border-line border-b px-4">
        {places(4).map((place) => (
          <div key={place} className="skeleton-line h-7 w-24 max-sm:h-9" />
        ))}
      </div>
      <div className="flex min-h-0 flex-1 gap-3 overflow-hidden p-4 max-sm:p-0">
        {places(5).map((lane) => (
          <div
            key={lane}
            className="flex min-w-lane flex-1 basis-0 flex-col gap-2 rounded-box bg-base-200 px-2 pt-3 max-sm:min-w-full max-sm:rounded-none max-sm:px-4 max-sm:[&+div]:hidden"
          >
            <div className="skeleton-line mx-1 mb-1 h-4 w-24" />
            {places(5 - (lane % 3)).map((card) => (
              <CardSkeleton key={card} />
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}

function CardSkeleton() {
  return (
    <div className="flex h-leadcard flex-none flex-col justify-between rounded-lg border border-line-strong bg-card px-3 py-3">
      <div className="skeleton-line h-4 w-3/4" />
      <div className="skeleton-line h-3 w-1/2" />
      <div className="skeleton-line h-3 w-2/3" />
    </div>
  );
}

/** Figures above two large panels. */
export function DashboardSkeleton({ label }: Props) {
  const panel = "skeleton-line rounded-box";
  return (
    <div
      aria-busy
      role="status"
      aria-label={label}
      className="mx-auto flex max-w-[90rem] flex-col gap-4 px-6 py-4 max-sm:px-4"
    >
      <div className="flex h-8 items-center">
        <Title />
      </div>
      <div className={`${panel} h-16`} />
      <div className="grid grid-cols-5 gap-4 max-lg:grid-cols-2">
        {places(5).map((place) => (
          <div key={place} className={`${panel} h-28`} />
        ))}
      </div>
      <div className="grid gap-4 xl:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <div className={`${panel} h-96`} />
        <div className={`${panel} h-96`} />
      </div>
    </div>
  );
}

/** A title above rows. */
export function ListSkeleton({ label }: Props) {
  return (
    <div
      aria-busy
      role="status"
      aria-label={label}
      className="mx-auto flex max-w-5xl flex-col gap-4 px-6 py-4 max-sm:px-4"
    >
      <div className="flex h-8 items-center">
        <Title />
      </div>
      <div className="divide-y divide-line rounded-box border border-line-strong bg-card">
        {places(8).map((row) => (
          <div key={row} className="flex h-14 items-center gap-3 px-4">
            <div className="skeleton-line size-7 rounded-full" />
            <div className="skeleton-line h-4 w-1/3" />
            <div className="skeleton-line ml-auto h-4 w-20" />
          </div>
        ))}
      </div>
    </div>
  );
}
