import { BlockStack, Select, Text } from '@shopify/polaris';
import { useTranslations } from 'use-intl';
import { Dialog } from '#app/components/admin/dialog.tsx';
import type { PlacesView } from '#app/components/admin/partners/places-view.ts';
import { usePlaceWords } from '#app/components/admin/partners/use-place-words.ts';
import { ReasonField } from '#app/components/admin/reason-field.tsx';
import { RefusalBanner } from '#app/components/admin/refusal-banner.tsx';
import { useAdminForm } from '#app/components/admin/use-admin-form.ts';
import { useFormat } from '#app/components/shared/format.ts';

interface PlaceDialogProps {
  tree: PlacesView;
  waiting: NonNullable<PlacesView['waiting']>;
  name: string;
  onClose: () => void;
}

/** A free place below the sponsor, what it does beside what the rule would do, and why. */
export function PlaceDialog({ tree, waiting, name, onClose }: PlaceDialogProps) {
  const t = useTranslations('partners');
  const { day } = useFormat();
  const { treeName, placeName } = usePlaceWords();
  const keyOf = ({ position, slot }: { position: number; slot: number }) => `${position}:${slot}`;
  const [first] = waiting.free;
  const stored = { tree: tree.key, slot: first ? keyOf(first) : '', reason: '' };
  const form = useAdminForm({ stored, intent: 'place', onSaved: onClose });
  const chosen = waiting.free.find((place) => keyOf(place) === form.values.slot);
  return (
    <Dialog
      title={t('places.dialogTitle', { name, tree: treeName(tree) })}
      submit={t('places.submit', { name })}
      isBusy={form.isBusy}
      isDisabled={!chosen || form.isBusy}
      onSubmit={form.save}
      onClose={onClose}
    >
      <RefusalBanner refusal={form.refusal} />
      <Select
        label={t('places.choose')}
        helpText={t('places.chooseHelp')}
        options={waiting.free.map((place) => ({ value: keyOf(place), label: placeName(tree.kind, place) }))}
        value={form.values.slot}
        onChange={(slot) => form.set({ slot })}
      />
      <BlockStack gap="100">
        {chosen && <Text as="p">{t('places.effect', { name, above: chosen.above.name })}</Text>}
        <Text as="p" tone="subdued">
          {t('places.otherwise', { place: placeName(tree.kind, waiting.byRule), until: day(waiting.until) })}
        </Text>
      </BlockStack>
      <ReasonField form={form} label={t('detail.reason')} help={t('detail.reasonHelp')} />
    </Dialog>
  );
}
