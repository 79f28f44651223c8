const MAXIMUM = 2000;
const RESTORE_PER_SECOND = 100;

export interface ThrottleStatus {
  maximumAvailable: number;
  currentlyAvailable: number;
  restoreRate: number;
}

/** The leaky bucket of one shop and app, and the switches by which a test forces a refusal. */
export function throttle() {
  let available = MAXIMUM;
  let measuredAt: number | null = null;
  let forcedThrottles = 0;
  let forcedRetries: { left: number; afterSeconds: number } = { left: 0, afterSeconds: 0 };

  const refill = (now: Date) => {
    const elapsed = measuredAt === null ? 0 : Math.max(0, now.getTime() - measuredAt);
    measuredAt = now.getTime();
    available = Math.min(MAXIMUM, available + (elapsed / 1000) * RESTORE_PER_SECOND);
  };

  return {
    /** Takes the cost from the bucket; false where it does not hold so much. */
    take(cost: number, now: Date): boolean {
      refill(now);
      if (forcedThrottles > 0) {
        forcedThrottles -= 1;
        return false;
      }
      if (available < cost) return false;
      available -= cost;
      return true;
    },
    giveBack(cost: number) {
      available = Math.min(MAXIMUM, available + cost);
    },
    status: (): ThrottleStatus => ({
      maximumAvailable: MAXIMUM,
      currentlyAvailable: Math.floor(available),
      restoreRate: RESTORE_PER_SECOND,
    }),
    /** The next `times` queries are answered THROTTLED. */
    throttleNext(times: number) {
      forcedThrottles = times;
    },
    /** The next `times` requests are answered 429 with `Retry-After`. */
    refuseNext(times: number, afterSeconds: number) {
      forcedRetries = { left: times, afterSeconds };
    },
    /** Seconds to wait if this request is to be refused with 429, else null. */
    retryAfter(): number | null {
      if (forcedRetries.left === 0) return null;
      forcedRetries.left -= 1;
      return forcedRetries.afterSeconds;
    },
  };
}

export type Throttle = ReturnType<typeof throttle>;
