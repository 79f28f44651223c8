/** App Bridge reads the attribute's presence, so a button that is not busy must not have it at all. */
export function busyMark(isBusy: boolean) {
  return isBusy ? ({ loading: '' } as const) : {};
}
