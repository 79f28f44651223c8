import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codeProblem, foldCode, parseCapture } from '#app/domain/attribution/codes.ts';

const arbCode = fc.stringMatching(/^[A-Za-z0-9]{3,20}$/);

test('folding is stable and does not see case', () => {
  fc.assert(
    fc.property(arbCode, (code) => {
      expect(foldCode(foldCode(code))).toBe(foldCode(code));
      expect(foldCode(code.toLowerCase())).toBe(foldCode(code));
    }),
  );
});

test('what looks alike is the same code', () => {
  expect(foldCode('BOLISZ')).toBe('801152');
  expect(foldCode(' o0IL1s5b8z2 ')).toBe('00111558822');
});

test.each([
  ['Anna20', null],
  ['AB', 'too-short'],
  ['A'.repeat(21), 'too-long'],
  ['ÄNNA', 'bad-character'],
  ['AN NA', 'bad-character'],
  ['ANNA.1', 'bad-character'],
  ['10020', 'needs-letter'],
])('the wording %s is refused by: %s', (code, problem) => {
  expect(codeProblem(code)).toBe(problem);
});

test('a capture comes back as it was written', () => {
  fc.assert(
    fc.property(arbCode, fc.integer({ min: 0, max: 4_000_000_000 }), (code, at) => {
      expect(parseCapture(`${code}.${at}`)).toEqual({ code, touchedAt: new Date(at * 1000) });
      expect(parseCapture(code)).toEqual({ code, touchedAt: null });
    }),
  );
});

test.each(['', '.5', 'ANNA.', 'ANNA.x', 'ANNA.1.2', 'ANNA.999999999999', 'ANNA BEN', `${'A'.repeat(41)}.1`])(
  '%s is no capture',
  (text) => {
    expect(parseCapture(text)).toBeNull();
  },
);
