interface PlaceView {
  position: number;
  slot: number;
  above: { number: number; name: string };
}

/** Where a partner stands in one placement tree, or what is open while he waits. */
export interface PlacesView {
  key: string;
  tree: string;
  kind: 'binary' | 'matrix';
  positions: readonly (PlaceView & { since: string })[];
  most: number;
  waiting: { until: string; byRule: PlaceView; free: readonly PlaceView[] } | null;
}
