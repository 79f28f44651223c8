import { z } from 'zod';
import { LEVELS_MAX } from '#app/domain/plan/fields.ts';

/** The programme whose plan the pages show; networks have one so far. */
export const PROGRAMME = 1;

/** Longest document, in characters. */
export const DOCUMENT_MAX = 200_000;

const TEXT_MAX = 120;
const FIELDS_MAX = 2_000;

const text = z.string().max(TEXT_MAX, 'too-long');

const value = z.union([text, z.array(text).max(LEVELS_MAX, 'out-of-range')]);

/** What a form of a plan's figures holds: texts by field. */
export const fieldValues = z
  .record(z.string().max(200), value)
  .refine((values) => Object.keys(values).length <= FIELDS_MAX, 'out-of-range');

/** The same as the form sends it. */
export const fieldsForm = z.object({ intent: z.literal('fields') }).catchall(value);
