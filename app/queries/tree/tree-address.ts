import { z } from 'zod';
import { treeKeySchema } from '#app/queries/tree/placed-tree.ts';
import { TREE_FIGURES } from '#app/queries/tree/tree-node.ts';

const number = z.coerce.number().int().min(0).max(999_999_999);

/** What the tree's address may say. Anything it does not understand is left out, so an old link still opens. */
export const treeAddressSchema = z.object({
  focus: number.catch(0),
  figure: z.enum(TREE_FIGURES).catch('team'),
  on: z.iso.date().nullable().catch(null),
  /** A placement tree, whose focus is a position; null: the tree of sponsors. */
  tree: treeKeySchema.nullable().catch(null),
  /** In a placement tree: whose first position is the focus. */
  partner: number.nullable().catch(null),
});

/** A part of the tree that is asked for. */
export const branchAddressSchema = treeAddressSchema.extend({ parent: number, offset: number });
export const lineAddressSchema = treeAddressSchema.extend({ start: number, skip: number });
