import { z } from 'zod';
import { foldName } from '#app/domain/partners/fold-name.ts';

const LENGTH_MAX = 40;

/** The readable name of a network in the portal's address. */
export const handleField = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'not-a-handle')
  .min(3, 'not-a-handle')
  .max(LENGTH_MAX, 'not-a-handle');

/** What set-up proposes for a name: "Grüne Küche GmbH" is `grune-kuche-gmbh`. */
export function handleFor(name: string): string {
  const folded = foldName(name)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[-0-9]+/, '')
    .slice(0, LENGTH_MAX)
    .replace(/-+$/, '');
  return folded.length >= 3 ? folded : 'partners';
}
