import { z } from 'zod';
import { amountSchema } from '#app/domain/plan/fields.ts';
import { volumeKindSchema } from '#app/domain/plan/volumes.ts';

/** What plans 4 leaves to the programme. Where one meaning is offered it stands in the document all the same (plans 0.5). */
export const rulesSchema = z.strictObject({
  /** Equal instants: who qualified earlier, then the lower partner number (4.2). */
  tie_break: z.literal('earlier_then_lower_number', 'not-offered'),
  /** A partner without a sponsor hangs under the house account (4.9). */
  orphan: z.literal('house_account', 'not-offered'),
  /** A terminated partner stays as an inactive node (4.3). */
  termination_tree: z.literal('keep_inactive', 'not-offered'),
  /** A refund of an accepted row takes back its share of the stored amount (4.4). */
  refund_mode: z.literal('share_of_row', 'not-offered'),
  /** A refund of an accepted order leaves the ranks of its period as they were (4.4.6). */
  requalify_on_refund: z.literal(false, 'not-offered'),
  /** Days after payment within which a refund takes back; 0 is without limit (4.4.9). */
  clawback_window_days: z.int('not-a-count').min(0, 'not-a-count').max(3650, 'not-a-count'),
  /** Orders recorded after acceptance are paid in the open period (4.14). */
  late_orders: z.literal('open_period', 'not-offered'),
  /** The paid instant decides (4.11). */
  earn_event: z.literal('paid', 'not-offered'),
  /** Converted once, by the rate of the paid instant (4.12). */
  fx_mode: z.literal('paid_instant', 'not-offered'),
  /** Own purchases beyond this in a period carry no commission (4.5, R4). */
  self_volume_limit: z.discriminatedUnion(
    'kind',
    [
      z.strictObject({ kind: z.literal('none') }),
      z.strictObject({ kind: z.literal('volume'), volume: volumeKindSchema, at_most: amountSchema }),
    ],
    'not-offered',
  ),
  /** Employees and second accounts count like anybody (4.16); a programme marks them by suspending their code. */
  related_party: z.literal('count', 'not-offered'),
  /** Binary carry stays with its component when a new version keeps the component's id, else it ends (4.15). */
  carry_migration: z.enum(['keep_by_component_id', 'end'], 'not-offered'),
});
export type Rules = z.infer<typeof rulesSchema>;
