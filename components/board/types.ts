/** A column with what it shows. */
export type LaneData<Card> = {
  id: string;
  name: string;
  head: React.ReactNode;
  cards: Card[];
  total: number;
  /** The words at the foot: how many of how many are loaded. */
  footer: string;
  /** Why the lifted card may not come here; undefined where it may. */
  refusal: React.ReactNode | undefined;
  empty: React.ReactNode;
  hasMore: boolean;
  onReachEnd: () => void;
};

/** Where a card was lifted and where it hovers. */
export type LiftedCard = {
  id: number;
  from: string;
  fromIndex: number;
  to: string | undefined;
  toIndex: number;
};

export type Drop<Card> = {
  card: Card;
  from: string;
  to: string;
  index: number;
  /** The neighbours at the new place. */
  after: Card | undefined;
  before: Card | undefined;
};

/** What is said to a screen reader. */
export type BoardWords<Card> = {
  instructions: string;
  lifted: (card: Card, lane: string, place: number, total: number) => string;
  over: (lane: string, place: number) => string;
  overNothing: string;
  dropped: (card: Card, lane: string) => string;
  returned: string;
};
