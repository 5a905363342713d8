/** Placeholders in the shape of the content that is loading. `label` is for screen readers. */
type Props = { label: string };

const places = (count: number) => Array.from({ length: count }, (_, place) => place);

/** On a phone it is in the top bar, as the title will be. */
function Title() {
  return (
    <div className="skeleton-line h-5 w-28 max-sm:fixed max-sm:top-[calc(20px+var(--inset-top))] max-sm:left-4 max-sm:z-20 max-sm:h-6" />
  );
}

function Skeleton({ label, className, children }: Props & { className: string; children: React.ReactNode }) {
  return (
    <div aria-busy role="status" aria-label={label} className={className}>
      {children}
    </div>
  );
}

/** Five lanes with a few cards. */
export function BoardSkeleton({ label }: Props) {
  return (
    <Skeleton label={label} className="board-page flex h-full flex-col">
      <div className="flex h-12 flex-none items-center gap-4 px-4 max-sm:h-11 max-sm:border-line max-sm:border-b">
        <Title />
        <div className="skeleton-line h-7 w-48 max-sm:h-5 max-sm:w-full" />
        <div className="skeleton-line ml-auto h-8 w-28 max-sm:hidden" />
      </div>
      <div className="flex h-11 flex-none items-center gap-2 border-line border-b px-4 max-sm:h-13 max-sm:border-b-0">
        {places(4).map((place) => (
          <div
            key={place}
            className="skeleton-line h-7 w-24 max-sm:h-11 max-sm:rounded-full max-sm:nth-[n+3]:hidden"
          />
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
    </Skeleton>
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

/** The queue, a conversation and the client; on a phone only the queue. */
export function InboxSkeleton({ label }: Props) {
  return (
    <Skeleton label={label} className="flex h-full min-h-0">
      <div className="flex w-76 flex-none flex-col border-line border-r max-sm:w-full">
        <div className="flex h-13 flex-none items-center justify-between px-4">
          <Title />
          <div className="skeleton-line h-8 w-28" />
        </div>
        {places(7).map((row) => (
          <div
            key={row}
            className="flex h-19 flex-none flex-col justify-center gap-2 border-line border-t px-4"
          >
            <div className="skeleton-line h-4 w-2/3" />
            <div className="skeleton-line h-3 w-full" />
          </div>
        ))}
      </div>
      <div className="flex min-w-0 flex-1 flex-col max-sm:hidden">
        <div className="flex h-14 flex-none items-center border-line border-b px-4">
          <div className="skeleton-line h-5 w-40" />
        </div>
        <div className="flex min-h-0 flex-1 flex-col justify-end gap-3 overflow-hidden px-5 py-4">
          {places(5).map((message) => (
            <div
              key={message}
              className={`skeleton-line h-12 w-1/2 rounded-box ${message % 2 === 1 ? "self-end" : ""}`}
            />
          ))}
        </div>
        <div className="skeleton-line m-4 mt-0 h-24 flex-none rounded-box" />
      </div>
      <div className="flex w-80 flex-none flex-col gap-4 border-line border-l p-4 max-[1099px]:hidden">
        {places(6).map((line) => (
          <div key={line} className="skeleton-line h-4" />
        ))}
      </div>
    </Skeleton>
  );
}

/** Figures above two large panels. An operator's day has its panels above, and one figure less. */
export function DashboardSkeleton({ label }: Props) {
  const panel = "skeleton-line rounded-box";
  return (
    <Skeleton label={label} className="mx-auto flex max-w-[90rem] flex-col gap-4 px-6 py-4 max-sm:px-4">
      <div className="flex h-8 items-center">
        <Title />
      </div>
      <div className={`${panel} h-16 in-data-[role=operator]:hidden`} />
      <div className="grid grid-cols-5 gap-4 max-lg:grid-cols-2 in-data-[role=operator]:order-1 in-data-[role=operator]:lg:grid-cols-4">
        {places(5).map((place) => (
          <div key={place} className={`${panel} h-28 in-data-[role=operator]:last:hidden`} />
        ))}
      </div>
      <div className="grid gap-4 xl:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <div className={`${panel} h-96`} />
        <div className={`${panel} h-96`} />
      </div>
    </Skeleton>
  );
}

/** A title above rows. */
export function ListSkeleton({ label }: Props) {
  return (
    <Skeleton label={label} className="flex max-w-5xl flex-col gap-4 px-6 py-4 max-sm:px-4">
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
    </Skeleton>
  );
}
