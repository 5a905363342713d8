import { Avatar } from "#components/ui/avatar.tsx";

/** The owner of the card, or an empty circle with a tooltip for a card without an owner. */
export function CardOwner({
  name,
  isMine,
  noOwner,
}: {
  name: string | null;
  isMine: boolean;
  noOwner: string;
}) {
  if (name) return <Avatar name={name} isMe={isMine} />;
  return (
    <span title={noOwner} className="size-5 flex-none rounded-full border border-control border-dashed" />
  );
}

type Props = {
  isLifted?: boolean | undefined;
  isSaving?: boolean | undefined;
  isChanged?: boolean | undefined;
  isSelected?: boolean;
  className?: string;
  children: React.ReactNode;
};

/** The frame of a card on a board: 92 px high, with a progress line at the bottom while a move is saved. */
export function CardFrame(props: Props) {
  const { isLifted, isSaving, isChanged, isSelected = false, className = "", children } = props;
  const edge = isLifted || isSelected ? "border-primary" : "border-line-strong hover:border-control";
  return (
    <article
      className={`relative flex h-leadcard flex-col overflow-hidden rounded-lg border ${isSelected ? "bg-primary-soft" : "bg-card"} px-3 py-2.5 shadow-card transition-[border-color] duration-120 ${edge} ${isChanged ? "changed-flash" : ""} ${className}`}
    >
      {children}
      {isSaving && <span className="saving-line absolute inset-x-3 bottom-0 h-0.5 bg-primary" />}
    </article>
  );
}
