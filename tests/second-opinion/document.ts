import type { Fraction, Rounding } from '#tests/second-opinion/fraction.ts';

/** The parts of a case document that the second opinion reads, in words of its own. */
export type VolumeKind = 'net' | 'pv' | 'cv';

export type Condition =
  | { kind: 'none' | 'active' }
  | { kind: 'all' | 'any'; of: Condition[] }
  | { kind: 'not'; of: Condition }
  | { kind: 'own_volume' | 'customer_volume' | 'personal_volume'; volume: VolumeKind; at_least: string }
  | { kind: 'customer_orders'; at_least: number }
  | { kind: 'customers'; at_least: number; volume: VolumeKind; volume_each: string }
  | {
      kind: 'group_volume';
      tree: string;
      volume: VolumeKind;
      at_least: string;
      levels: number | null;
      includes_own: boolean;
      without_breakaway: boolean;
      max_leg_share: string;
    }
  | { kind: 'personally_sponsored'; at_least: number; rank: string | null; is_active: boolean }
  | { kind: 'legs'; tree: string; at_least: number; rank: string | null; within: 'leg' | 'first_level' }
  | {
      kind: 'sponsored_in_legs';
      tree: string;
      legs: number;
      at_least: number;
      rank: string | null;
      is_active: boolean;
    }
  | { kind: 'rank' | 'title_rank'; at_least: string };

export interface Rank {
  id: string;
  achieve: Condition;
  maintain: Condition;
  grace: { after_miss: number; after_promotion: number; renews_after: number };
}

export type Cap =
  | { kind: 'none' }
  | { kind: 'amount'; amount: string }
  | { kind: 'by_rank'; ranks: { rank: string; amount: string }[]; otherwise: string };

export interface Base {
  volume: 'net' | 'cv' | 'margin';
  factor: string;
}

export type LevelRates =
  { kind: 'by_level'; levels: string[] } | { kind: 'by_rank'; ranks: { rank: string; levels: string[] }[] };
export type RankRate = { rank: string; rate: string };
export type EqualRank = { kind: 'none' } | { kind: 'min_override'; rate: string };

interface AnyComponent {
  id: string;
  cadence: 'week' | 'month';
  qualification: Condition;
  cap: Cap;
  rounding: Rounding;
}

/** What a component says that pays for single orders. */
export interface OrderComponent extends AnyComponent {
  tree: string;
  base: Base;
  orders: 'all' | 'customers' | 'own';
  tree_as_of: 'order_time' | 'period_end';
  pays_consumed: boolean;
  consumes: boolean;
}

export interface Tagged {
  rates: LevelRates;
  tagged_rates: { match: 'tag' | 'collection'; value: string; rates: LevelRates }[];
}

export type LevelWalk = OrderComponent &
  Tagged & {
    kind: 'level_walk';
    compression: { kind: 'none' | 'standard' | 'physical' | 'dynamic' } | { kind: 'below_rank'; rank: string };
    max_physical_depth: number;
    depth_unlock: { levels: number; when: Condition }[];
    stops_at_breakaway: boolean;
    pay_buyer: boolean;
  };

export type DifferentialWalk = OrderComponent & {
  kind: 'differential_walk';
  rates: RankRate[];
  unqualified_blocks: boolean;
  equal_rank: EqualRank;
  max_total_rate: string;
  pay_buyer: boolean;
  stops_at_breakaway: boolean;
  max_physical_depth: number;
};

export type GenerationWalk = OrderComponent &
  Tagged & {
    kind: 'generation_walk';
    boundary: { kind: 'threshold_rank'; rank: string } | { kind: 'same_rank' };
    inactive_leader: 'boundary' | 'invisible' | 'invisible_consumes_number';
    leader_volume: 'closed_generation' | 'next_generation';
    generations: { rank: string; at_most: number }[];
    pay_buyer: boolean;
    max_physical_depth: number;
  };

export type FlatRates = { kind: 'flat'; rate: string } | { kind: 'by_rank'; ranks: RankRate[] };

export interface FlatTagged {
  rates: FlatRates;
  tagged_rates: { match: 'tag' | 'collection'; value: string; rates: FlatRates }[];
}

export type PercentOfOrder = OrderComponent &
  FlatTagged & { kind: 'percent_of_order'; earner: 'attributed_partner' | 'buyer' | 'sponsor' };

export type RetailProfit = OrderComponent & FlatTagged & { kind: 'retail_profit' };

export type FastStart = OrderComponent &
  Tagged & {
    kind: 'fast_start';
    window_days: number;
    compression: LevelWalk['compression'];
    max_physical_depth: number;
  };

export type InfinityBonus = OrderComponent & {
  kind: 'infinity';
  from_level: number;
  rates: RankRate[];
  mode:
    | { kind: 'differential'; equal_rank: EqualRank; max_total_rate: string }
    | { kind: 'until_blocked'; blocker: 'inclusive' | 'exclusive' };
  pay_buyer: boolean;
  max_physical_depth: number;
};

export type PointsSplit = OrderComponent & {
  kind: 'points_split';
  points: number;
  rate_per_point: string;
  points_by_rank: { rank: string; points: number }[];
  pay_buyer: boolean;
  max_physical_depth: number;
};

export type Breakaway = OrderComponent & {
  kind: 'breakaway';
  override:
    | { kind: 'differential'; rates: RankRate[]; equal_rank: EqualRank; generations: number }
    | { kind: 'fixed'; rates: LevelRates };
  max_physical_depth: number;
};

export type XUp = OrderComponent &
  Tagged & { kind: 'x_up'; x: number; passes_up: 'own_volume' | 'downline'; reopens_on_refund: false };

export type OrderPaying =
  | XUp
  | LevelWalk
  | DifferentialWalk
  | GenerationWalk
  | PercentOfOrder
  | RetailProfit
  | FastStart
  | InfinityBonus
  | PointsSplit
  | Breakaway;
export type MatchPath =
  | { kind: 'levels'; rates: LevelRates; compression: LevelWalk['compression'] }
  | {
      kind: 'generations';
      rates: LevelRates;
      boundary: GenerationWalk['boundary'];
      inactive_leader: GenerationWalk['inactive_leader'];
      leader_earnings: GenerationWalk['leader_volume'];
      generations: GenerationWalk['generations'];
    };

interface Matched extends AnyComponent {
  tree: 'sponsor';
  of: string[];
  earnings: 'net' | 'gross';
}

export type Matching = Matched & { kind: 'matching'; path: MatchPath; max_physical_depth: number };
export type MatchDown = Matched & { kind: 'match_down'; rate: string };

export type PoolShares =
  | { kind: 'equal' }
  | { kind: 'by_rank'; ranks: { rank: string; shares: number }[] }
  | {
      kind: 'by_volume';
      figure: 'own_volume' | 'customer_volume' | 'personal_volume' | 'group_volume';
      volume: VolumeKind;
    }
  | { kind: 'points'; rules: { points: number; when: Condition }[] };

export type Pool = AnyComponent & {
  kind: 'pool';
  base: Base;
  rate: string;
  shares: PoolShares;
  top: number | null;
  no_qualifiers: 'company_keeps' | 'carries';
};

export type LegBonus = AnyComponent & {
  kind: 'leg_bonus';
  tree: string;
  base: Base;
  legs: { kind: 'all' | 'all_but_strongest' | 'strongest' | 'weakest' } | { kind: 'places'; places: number[] };
  levels: number | null;
  rates: { kind: 'same'; rate: string } | { kind: 'by_rank'; ranks: RankRate[] };
};

export type GroupBracket = AnyComponent & {
  kind: 'group_bracket';
  tree: 'sponsor';
  base: Base;
  bracket_volume: VolumeKind;
  brackets: { at_least: string; rate: string }[];
  unqualified_blocks: boolean;
  pay_buyer: boolean;
};

type RankAmounts = { rank: string; amount: string }[];

export type OneTime = AnyComponent & {
  kind: 'one_time';
  event:
    | {
        kind: 'rank_advancement';
        amounts: RankAmounts;
        jumps: 'all' | 'top';
        hold_periods: number;
        multiplier: { kind: 'none' } | { kind: 'within_days_of_joining'; days: number; factor: string };
      }
    | { kind: 'sponsor_promotion'; amounts: RankAmounts; jumps: 'all' | 'top' }
    | { kind: 'lifestyle'; amounts: RankAmounts; periods: number; of_last: number }
    | {
        kind: 'customer_acquisition';
        volume: VolumeKind;
        volume_each: string;
        window: { kind: 'period' } | { kind: 'days_since_joining'; days: number };
        pay:
          { kind: 'per_customer'; amount: string } | { kind: 'steps'; steps: { customers: number; amount: string }[] };
      };
};

export type LegPairing = AnyComponent & {
  kind: 'leg_pairing';
  tree: string;
  base: Base;
  mode:
    | { kind: 'percent'; rate: string; of: 'weaker_leg' | 'volume_ratio' }
    | {
        kind: 'cycles';
        left: string;
        right: string;
        sides: 'as_written' | 'either';
        pay: { kind: 'amount'; amount: string } | { kind: 'rate'; rate: string };
      }
    | { kind: 'steps'; steps: { volume: string; amount: string }[] };
  carry: 'carry_forward' | 'net_off' | 'flush';
  carry_cap: string | null;
  carry_expires_after: number | null;
  personal_volume_to: 'none' | 'weak' | 'strong' | 'left' | 'right';
  inactive: { kind: 'accumulate' | 'no_accumulate' } | { kind: 'flush_on_inactive'; after_periods: number };
  cap_per: 'position' | 'owner';
  cap_consumes_volume: boolean;
  refund_of_paired: { kind: 'undo_pairs'; periods: number } | { kind: 'negative_leg' };
};

export type PeriodPaying = LegPairing | OneTime | Matching | MatchDown | Pool | LegBonus | GroupBracket;
export type Component = OrderPaying | PeriodPaying;

export interface Plan {
  currency: string;
  volumes: {
    scale: number;
    pv: { source: 'net' | 'product' };
    cv: { source: 'net' | 'product'; money_per_point: string };
    excluded_tags: string[];
    unattributed_counts: boolean;
  };
  trees: { id: string; kind: string }[];
  activity: Condition;
  ranks: { ladder: Rank[]; breakaway_rank: string | null; breakaway_by: 'paid_as' | 'title' };
  rules: {
    self_volume_limit: { kind: 'none' } | { kind: 'volume'; volume: VolumeKind; at_most: string };
  };
  components: Component[];
  caps: {
    order: { kind: 'none' } | { kind: 'share'; rate: string };
    partner: { kind: 'none' } | { kind: 'amount'; amount: string; components: string[] };
    company: { kind: 'none' } | { kind: 'share'; rate: string; components: string[] };
  };
}

interface Figures {
  net: string;
  pv?: string | undefined;
  cv?: string | undefined;
  margin?: string | undefined;
  /** What of it carries commission, where that is not all. */
  carried?: Record<VolumeKind | 'margin', Fraction>;
}
export type Line = Figures & { tags?: string[] | undefined; collections?: string[] | undefined };
export type Refund = Figures & { line: number; accepted?: boolean | undefined };

export interface Order {
  id: number;
  partner: number;
  customer?: number | undefined;
  own?: boolean | undefined;
  paid: string;
  late_period?: number | undefined;
  lines: Line[];
  refunds?: Refund[] | undefined;
}

type Dated<T> = T & { from: string };

export interface RankState {
  partner: number;
  title: string | null;
  paid_as: string | null;
  reached: { rank: string; since_promotion: number | null; grace_used: number; since_grace: number | null }[];
}

export interface PriorRow {
  partner: number;
  is_active: boolean;
  rank: string | null;
  title: string | null;
  reach: (number | null)[];
}

export interface CaseDocument {
  period: { start: string; end: string; cadence: 'week' | 'month' };
  plan: Plan;
  partners: {
    number: number;
    joined: string;
    sponsors: Dated<{ sponsor: number }>[];
    statuses?: Dated<{ status: 'active' | 'suspended' | 'terminated' }>[] | undefined;
  }[];
  positions?:
    { tree: string; number: number; owner: number; slot: number; edges: Dated<{ parent: number }>[] }[] | undefined;
  overrides?:
    | (
        | { kind: 'active'; partner: number; is_active: boolean; reason: string }
        | { kind: 'rank'; partner: number; rank: string; reason: string }
      )[]
    | undefined;
  orders: Order[];
  prior?:
    | {
        state?: { ranks: RankState[]; components: Record<string, Record<string, number[]>> } | undefined;
        earnings?: { component: string; partner: number; net: string; gross: string }[] | undefined;
        plans?: (Plan | null)[] | undefined;
        periods?: PriorRow[][] | undefined;
      }
    | undefined;
}
