/** Every text of a tree of messages with its key, `errors.tree.cycle`. */
export function textsOf(value: unknown, prefix = ''): [key: string, text: string][] {
  if (typeof value === 'string') return [[prefix, value]];
  return Object.entries(value ?? {}).flatMap(([key, inner]) =>
    textsOf(inner, prefix === '' ? key : `${prefix}.${key}`),
  );
}

/** The names of the arguments that an ICU message takes at any depth, sorted. */
export function argumentsOf(message: string): string[] {
  return [...new Set(namesIn(message))].sort();
}

/** Text and arguments take turns in the braces: `{count, plural, one {# row of {name}}}` has `count` and `name`. */
function namesIn(text: string): string[] {
  return braced(text).flatMap((argument) => {
    const name = /^\s*(\w+)/.exec(argument)?.[1] ?? '';
    return [name, ...braced(argument).flatMap(namesIn)];
  });
}

/** What stands in the outermost braces of a text. */
function braced(text: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let start = 0;
  [...text].forEach((char, index) => {
    if (char === '{' && depth++ === 0) start = index + 1;
    if (char === '}' && --depth === 0) found.push([...text].slice(start, index).join(''));
  });
  return found;
}
