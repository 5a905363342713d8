/** A column and what it shows. */
export type LaneData<Card> = {
  id: string;
  name: string;
  head: React.ReactNode;
  cards: Card[];
  total: number;
  /** The text at the bottom: how many of how many cards are loaded. */
  footer: string;
  /** Why the lifted card may not move here; undefined if it may. */
  refusal: React.ReactNode | undefined;
  empty: React.ReactNode;
  hasMore: boolean;
  onReachEnd: () => void;
};

/** Where a card was lifted and where it is now. */
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
  /** The cards before and after the new place. */
  after: Card | undefined;
  before: Card | undefined;
};

/** Texts for screen readers. */
export type BoardWords<Card> = {
  instructions: string;
  lifted: (card: Card, lane: string, place: number, total: number) => string;
  over: (lane: string, place: number) => string;
  overNothing: string;
  dropped: (card: Card, lane: string) => string;
  returned: string;
};
