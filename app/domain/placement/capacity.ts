/** How many positions fit below one: `width` + `width`² + … + `width`^`height` (plans 2.4, MTX-02, MTX-03). */
export function capacityOf({ width, height }: { width: number; height: number }): bigint {
  let positions = 0n;
  let level = 1n;
  for (let depth = 0; depth < height; depth++) {
    level *= BigInt(width);
    positions += level;
  }
  return positions;
}
