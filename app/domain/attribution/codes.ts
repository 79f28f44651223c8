/** Characters that are read for each other, and the digit that stands for all of them (design 9.22). */
const LOOKS_LIKE: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1', S: '5', B: '8', Z: '2' };

const CODE_LENGTH_MIN = 3;
const CODE_LENGTH_MAX = 20;

/** The form in which codes are compared: upper case, look-alikes folded. Two codes with the same form are the same code. */
export function foldCode(text: string): string {
  return text
    .trim()
    .toUpperCase()
    .replace(/[OILSBZ]/g, (letter) => LOOKS_LIKE[letter] ?? letter);
}

export type CodeProblem = 'too-short' | 'too-long' | 'bad-character' | 'needs-letter';

/**
 * Why a code of one's own wording is refused; null if it is fine. ASCII letters and digits, 3 to 20 of them, at least one
 * letter, so that no code can be taken for a partner's number. Whether it is free is another question: compare `foldCode`.
 */
export function codeProblem(text: string): CodeProblem | null {
  const code = text.trim();
  if (!/^[A-Za-z0-9]*$/.test(code)) return 'bad-character';
  if (code.length < CODE_LENGTH_MIN) return 'too-short';
  if (code.length > CODE_LENGTH_MAX) return 'too-long';
  return /[A-Za-z]/.test(code) ? null : 'needs-letter';
}

/** A touch as the storefront hands it over. */
export interface Capture {
  code: string;
  /** Null if the value carries no instant; then the order's own time counts. */
  touchedAt: Date | null;
}

/** `CODE.<unix seconds of the touch>` or a bare `CODE` (design 9.15); null for anything else: a buyer can write there. */
export function parseCapture(text: string): Capture | null {
  const match = /^([A-Za-z0-9]{1,40})(?:\.(\d{1,11}))?$/.exec(text.trim());
  if (!match) return null;
  const [, code = '', seconds] = match;
  return { code, touchedAt: seconds === undefined ? null : new Date(Number(seconds) * 1000) };
}
