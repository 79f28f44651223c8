// Loaded before the web process: its clock starts at PORTAL_CLOCK, so that "November" stays November.
const start = Date.parse(process.env.PORTAL_CLOCK);
const Real = Date;
const offset = start - Real.now();
globalThis.Date = class extends Real {
  constructor(...args) {
    super(...(args.length === 0 ? [Real.now() + offset] : args));
  }
  static now() {
    return Real.now() + offset;
  }
};
