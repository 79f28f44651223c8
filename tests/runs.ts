const LONG_RUN = Number(process.env['LONG_RUN'] ?? 1);

/** More than the quick loop has time for: LONG_RUN=20 npx vitest run --project core --testTimeout 3600000 */
export const isLong = LONG_RUN > 1;

/** How often a property is tried: so many times in the quick loop, LONG_RUN times as often in a long one. */
export const runs = (quick: number) => ({ numRuns: quick * LONG_RUN });
