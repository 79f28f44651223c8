/** An argument of a message: its name and how it is formatted, e.g. `count:plural`, `name:text`, `b:tag`. */
type Argument = string;

/**
 * Every argument of an ICU message with its kind, sorted, each once. Two languages of a message must agree in these, or
 * a page breaks in one of them. @throws where braces do not match or a plural has no `other`
 */
export function icuArguments(message: string): Argument[] {
  const found = new Set<Argument>();
  const rest = readText(unquoted(message), 0, found);
  if (rest !== unquoted(message).length) throw new Error(`a brace too many: ${message}`);
  return [...found].sort();
}

/** Quoted parts (`'{'`, `'{name}'`) are text; a doubled apostrophe is one. */
function unquoted(message: string): string {
  return message.replaceAll("''", '').replace(/'[{}<>#|][^']*'?/g, '');
}

/** Reads text up to the end or the brace that closes it; returns the place where it stopped. */
function readText(message: string, start: number, found: Set<Argument>): number {
  let at = start;
  while (at < message.length && message[at] !== '}') {
    const tag = /^<([a-zA-Z]\w*)>/.exec(message.slice(at, at + 40));
    if (tag) found.add(`${tag[1]}:tag`);
    at = message[at] === '{' ? readArgument(message, at, found) : at + 1;
  }
  return at;
}

function readArgument(message: string, start: number, found: Set<Argument>): number {
  const head = /^\{\s*(\w+)\s*(?:,\s*(\w+)\s*)?(?=[,}])/.exec(message.slice(start));
  if (!head) throw new Error(`not an argument: ${message.slice(start, start + 40)}`);
  const [text, name, kind = 'text'] = head;
  found.add(`${name}:${kind}`);
  let at = start + text.length;
  if (/^(plural|select|selectordinal)$/.test(kind)) at = readChoices(message, at + 1, found);
  else at = message.indexOf('}', at);
  if (message[at] !== '}') throw new Error(`an open brace: ${message.slice(start)}`);
  return at + 1;
}

function readChoices(message: string, start: number, found: Set<Argument>): number {
  const selectors: string[] = [];
  let at = start;
  for (;;) {
    const choice = /^\s*(?:offset:\d+\s*)?(=?\w+)\s*\{/.exec(message.slice(at));
    if (!choice) break;
    selectors.push(choice[1] ?? '');
    at = readText(message, at + choice[0].length, found) + 1;
  }
  if (!selectors.includes('other')) throw new Error(`no "other": ${message.slice(start)}`);
  return at + (/^\s*/.exec(message.slice(at))?.[0].length ?? 0);
}
