import type { Frame, Page } from 'playwright-core';
import { PSEUDO_END, PSEUDO_START } from '#tests/locales/pseudo.ts';

/** Everything that a page says, to the eye and to a screen reader, in the order of the document; parts end with a line. */
export function spokenText(page: Page | Frame): Promise<string> {
  return page.evaluate(() => {
    const parts: string[] = [document.title, '\n'];
    const silent = new Set(['SCRIPT', 'STYLE', 'TEXTAREA', 'TEMPLATE', 'NOSCRIPT', 'PRE']);
    // Parts that are not ours: the stand-in's dialogue frame, and a percentage that Polaris writes by itself.
    const foreign = '.stand-in-modal > header button, .Polaris-ProgressBar__Label';
    const walk = (node: Node) => {
      if (node.nodeType === Node.TEXT_NODE) return void parts.push(node.nodeValue ?? '');
      if (!(node instanceof Element) || silent.has(node.tagName) || node.matches(foreign)) return;
      for (const name of ['aria-label', 'placeholder', 'title', 'alt'])
        if (node.hasAttribute(name)) parts.push('\n', node.getAttribute(name) ?? '', '\n');
      for (const child of node.childNodes) walk(child);
      if (getComputedStyle(node).display !== 'inline') parts.push('\n');
    };
    walk(document.body);
    return parts.join('');
  });
}

/** What stands outside of every pair of brackets: not from the language files. */
export function outside(text: string): string {
  let depth = 0;
  let result = '';
  for (const char of text) {
    if (char === PSEUDO_START) depth += 1;
    else if (char === PSEUDO_END) depth -= 1;
    else if (depth === 0) result += char;
    if (char === PSEUDO_END && depth === 0) result += ' ';
  }
  return result;
}

const MONTHS = Array.from({ length: 12 }, (_, month) =>
  ['long', 'short'].map((style) =>
    new Intl.DateTimeFormat('de-DE', { month: style as 'long' | 'short' }).format(new Date(2026, month, 15)),
  ),
).flat();

/** Shapes that carry no language, or German's own: addresses first, then ids, German dates, amounts, percentages, months. */
const ADDRESSES = [/https?:\/\/\S*/g, /\S+@\S+/g];
const SHAPES = [
  /\b[0-9a-f]{8,}\b/g,
  /\b[a-z_]+\/[a-z_]+\b/g,
  /\b(MEZ|MESZ|UTC|EUR|QR|CSV|JSON|DE)\b/g,
  /\b\d{1,2}\.\d{1,2}\.(\d{2,4})?/g,
  new RegExp(`\\b(${MONTHS.map((name) => name.replace('.', '\\.')).join('|')})(?=\\W|$)`, 'g'),
  /[\u2212-]?\d{1,3}(\.\d{3})*(,\d+)?(\u00a0[€%])?/g,
];

/** English ways to write an amount, a percentage or a day. */
const ENGLISH = [/€\s?\d/, /\d,\d{3}(?!\d)/, /\d%/, /\b\d{1,2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b/];

/** Lines of a text with words that no language file holds, once names and data are taken out. */
export function looseWords(text: string, data: readonly string[]): string[] {
  const longestFirst = data.toSorted((a, b) => b.length - a.length);
  const lines = outside(text).split('\n');
  return lines.flatMap((line) => {
    if (ENGLISH.some((shape) => shape.test(line))) return [line.trim()];
    let rest = line;
    for (const shape of ADDRESSES) rest = rest.replace(shape, ' ');
    for (const known of longestFirst) rest = rest.replaceAll(known, ' ');
    for (const shape of SHAPES) rest = rest.replace(shape, ' ');
    return /\p{L}{2,}/u.test(rest) ? [line.trim()] : [];
  });
}
