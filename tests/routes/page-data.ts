/** What a route answered, as its page gets it: the value, or the response that it threw. */
export type Answer = { data: unknown } | { error: { status: number; data: unknown } };

const NULL = -5;

/**
 * Reads a `.data` answer: one line of JSON in which objects and lists name their parts by place, as Remix's single fetch
 * writes them. What comes later, on lines of its own, reads as null.
 */
function parsed(text: string): unknown {
  const values = JSON.parse(text.split('\n')[0] ?? '') as unknown[];
  const at = (index: number): unknown => {
    if (index < 0) return index === NULL ? null : undefined;
    const value = values[index];
    if (Array.isArray(value)) return listOf(value);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value as Record<string, number>).map(([key, place]) => [values[Number(key.slice(1))], at(place)]),
    );
  };
  const listOf = (list: unknown[]): unknown => {
    const [kind, first, second] = list;
    if (kind === 'ErrorResponse') return { status: at(second as number), data: at(first as number) };
    if (kind === 'D' || kind === 'B') return first;
    if (typeof kind === 'string') return null;
    return list.map((place) => at(place as number));
  };
  return at(0);
}

/** Answer of an action, which is one. */
export async function actionAnswer(response: Response): Promise<Answer> {
  return parsed(await response.text()) as Answer;
}

/** Answers of the loaders of a page, by the file of their route. */
export async function loaderAnswers(response: Response): Promise<Record<string, Answer>> {
  return parsed(await response.text()) as Record<string, Answer>;
}
