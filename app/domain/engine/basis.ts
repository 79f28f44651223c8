/**
 * The figures of a row of the period that stand beside its own columns, as `PeriodRow.basis` holds them: named integers in a fixed
 * order, then a tail of any length. Runs are stored for ever: an order grows at its end, and never changes.
 */
export class BasisOrder<Name extends string> {
  readonly #names: readonly Name[];

  constructor(names: readonly Name[]) {
    this.#names = names;
  }

  write(figures: Readonly<Record<Name, number>>, tail: readonly number[] = []): number[] {
    const basis: number[] = [];
    for (const name of this.#names) basis.push(figures[name]);
    for (const figure of tail) basis.push(figure);
    return basis;
  }

  /** Figures that the row was written without are 0. */
  read(basis: readonly number[]): Record<Name, number> {
    return Object.fromEntries(this.#names.map((name, place) => [name, basis[place] ?? 0])) as Record<Name, number>;
  }

  tail(basis: readonly number[]): readonly number[] {
    return basis.slice(this.#names.length);
  }
}
