import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';

export const REFERRAL = join(import.meta.dirname, '../../extensions/referral');

/** Setting types that Shopify's theme editor knows for app blocks. */
const INPUT_TYPES = [
  'checkbox',
  'color',
  'image_picker',
  'number',
  'radio',
  'range',
  'select',
  'text',
  'textarea',
  'url',
];

const text = z.string().regex(/^t:[a-z_]+\.[a-z_]+$/, 'a text of the theme editor comes from the locale files');
const inputSchema = z.strictObject({
  type: z.enum(INPUT_TYPES),
  id: z.string().regex(/^[a-z][a-z_]*$/),
  label: text,
  info: text.optional(),
  default: z.union([z.string(), z.number(), z.boolean()]).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  step: z.number().optional(),
  unit: z.string().max(3).optional(),
  options: z.array(z.strictObject({ value: z.string(), label: text })).optional(),
});
const remarkSchema = z.strictObject({ type: z.enum(['header', 'paragraph']), content: text });

/** The schema of an app block or app embed, as strict as the theme editor should be. */
export const blockSchema = z.strictObject({
  name: text,
  target: z.enum(['section', 'body', 'head']),
  javascript: z.string().optional(),
  stylesheet: z.string().optional(),
  settings: z.array(z.union([inputSchema, remarkSchema])),
});
export type BlockSchema = z.infer<typeof blockSchema>;

/** What stands between `{% schema %}` and `{% endschema %}`: plain JSON, no comments. */
export function schemaOf(liquid: string): unknown {
  const [, json] = /\{% schema %\}([\s\S]*)\{% endschema %\}/.exec(liquid) ?? [];
  if (json === undefined) throw new Error('the block has no schema');
  return JSON.parse(json);
}

/** Every `t:` key that a schema names, in order. */
export function keysOf(schema: BlockSchema): string[] {
  return JSON.stringify(schema).match(/(?<="t:)[^"]+/g) ?? [];
}

/** Texts of a locale file by dotted key. */
export function textsOf(file: string): Map<string, string> {
  const groups = JSON.parse(readFileSync(join(REFERRAL, 'locales', file), 'utf8')) as Record<
    string,
    Record<string, string>
  >;
  const texts = Object.entries(groups).flatMap(([group, entries]) =>
    Object.entries(entries).map(([key, value]): [string, string] => [`${group}.${key}`, value]),
  );
  return new Map(texts);
}

export function filesIn(folder: string): { name: string; text: string; bytes: number; gzipBytes: number }[] {
  return readdirSync(join(REFERRAL, folder)).map((name) => {
    const path = join(REFERRAL, folder, name);
    const text = readFileSync(path, 'utf8');
    return { name, text, bytes: statSync(path).size, gzipBytes: gzipSync(text, { level: 9 }).length };
  });
}
