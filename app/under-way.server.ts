const underWay = new Map<string, Promise<unknown>>();

function started<T>(key: string, ask: () => Promise<T>): Promise<T> {
  const known = underWay.get(key);
  if (known) return known as Promise<T>;
  const asked = ask().finally(() => underWay.delete(key));
  underWay.set(key, asked);
  return asked;
}

/**
 * The answer to a question that is under way already, else of a new one: the loaders of one request ask at the same moment who
 * is there. Nothing is kept once it is answered. The key names everything that the answer depends on. A response that is
 * thrown can be read once only, so everybody gets a copy.
 */
export async function askedOnce<T>(key: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await started(key, ask);
  } catch (error) {
    throw error instanceof Response ? error.clone() : error;
  }
}
