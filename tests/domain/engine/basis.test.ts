import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BasisColumn } from '#app/domain/engine/basis-column.ts';
import { BasisOrder } from '#app/domain/engine/basis.ts';

const figure = fc.maxSafeInteger();

test('figures of a row are read back by their names, and the tail behind them', () => {
  const order = new BasisOrder(['rank', 'fund']);
  fc.assert(
    fc.property(figure, figure, fc.array(figure), (rank, fund, tail) => {
      const basis = order.write({ fund, rank }, tail);
      expect(order.read(basis)).toEqual({ rank, fund });
      expect(order.tail(basis)).toEqual(tail);
    }),
  );
});

test('a figure that an older row was written without is 0', () => {
  expect(new BasisOrder(['rank', 'fund']).read([3])).toEqual({ rank: 3, fund: 0 });
});

test('a column gives every row its own figures, however many there are of each', () => {
  fc.assert(
    fc.property(fc.array(fc.array(figure, { maxLength: 40 }), { maxLength: 200 }), (rows) => {
      const column = new BasisColumn();
      for (const row of rows) column.push(row);
      expect(column.length).toBe(rows.length);
      expect(rows.map((_, row) => [...(column.at(row) ?? [])])).toEqual(rows);
      expect([column.at(-1), column.at(rows.length)]).toEqual([undefined, undefined]);
    }),
  );
});
