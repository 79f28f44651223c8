import { expect, test } from 'vitest';
import { askedOnce } from '#app/under-way.server.ts';

// Goal: what several loaders ask at the same moment is asked once, and nothing of it outlives the answer.
test('who asks while the answer is under way gets the same one; later it is asked again', async () => {
  let asked = 0;
  const ask = () => Promise.resolve((asked += 1));
  expect(await Promise.all([askedOnce('a', ask), askedOnce('a', ask), askedOnce('b', ask)])).toEqual([1, 1, 2]);
  expect(await askedOnce('a', ask)).toBe(3);
});

test('a refusal reaches everybody as a response that can be read, and is forgotten as well', async () => {
  const refuse = () => Promise.reject(Response.json({ code: 'right.missing' }, { status: 403 }));
  const outcomes = await Promise.allSettled([askedOnce('c', refuse), askedOnce('c', refuse)]);
  for (const outcome of outcomes) {
    const response = outcome.status === 'rejected' ? (outcome.reason as Response) : null;
    expect(response?.status).toBe(403);
    expect(await response?.json()).toEqual({ code: 'right.missing' });
  }
  expect(await askedOnce('c', () => Promise.resolve('fine'))).toBe('fine');
});
