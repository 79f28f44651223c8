import type { Messages } from '#app/locales/catalogue.ts';

const ACCENTS: Record<string, string> = {
  a: 'á',
  e: 'ê',
  i: 'í',
  o: 'ö',
  u: 'ü',
  A: 'Å',
  E: 'É',
  I: 'Î',
  O: 'Ø',
  U: 'Û',
  n: 'ñ',
  s: 'š',
};

/** What every pseudo text begins and ends with: text on a page outside of a pair is not from the language files. */
export const PSEUDO_START = '⟦';
export const PSEUDO_END = '⟧';

/** The texts of a language that nobody speaks: accents on letters, a third longer, in brackets. ICU syntax stays as it is. */
export function pseudoMessages(messages: Messages): Messages {
  return mapTexts(messages, pseudoText) as Messages;
}

/** One message in the pseudo-language. */
export function pseudoText(message: string): string {
  const filler = '~'.repeat(Math.ceil(message.replace(/\{[^}]*\}/g, '').length * 0.35));
  return `${PSEUDO_START}${accented(message)}${filler}${PSEUDO_END}`;
}

function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mapTexts(inner, change)]));
}

/** Changes letters of a message's text, at every depth of its plurals and selects, but neither arguments nor tags. */
function accented(message: string): string {
  let result = '';
  let index = 0;
  while (index < message.length) {
    const char = message[index] ?? '';
    const taken =
      char === '{'
        ? argumentAt(message, index)
        : char === '<'
          ? message.slice(index, message.indexOf('>', index) + 1)
          : '';
    result += taken === '' ? (ACCENTS[char] ?? char) : char === '{' ? accentedArgument(taken) : taken;
    index += Math.max(1, taken.length);
  }
  return result;
}

/** The whole argument that opens at `from`, with its inner braces. */
function argumentAt(message: string, from: number): string {
  let depth = 0;
  for (let index = from; index < message.length; index++) {
    if (message[index] === '{') depth++;
    if (message[index] === '}' && --depth === 0) return message.slice(from, index + 1);
  }
  throw new Error(`a brace that is never closed: ${message}`);
}

/** `{count, plural, one {# row} other {# rows}}`: only what stands in inner braces is text. */
function accentedArgument(argument: string): string {
  if (!argument.slice(1).includes('{')) return argument;
  let result = '{';
  let index = 1;
  while (index < argument.length) {
    const inner = argument[index] === '{' ? argumentAt(argument, index) : '';
    result += inner === '' ? argument[index] : `{${accented(inner.slice(1, -1))}}`;
    index += Math.max(1, inner.length);
  }
  return result;
}
