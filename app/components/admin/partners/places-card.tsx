import { BlockStack, Button, Card, InlineStack, Link, Text } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { ActionDialog } from '#app/components/admin/partners/action-dialog.tsx';
import { PlaceDialog } from '#app/components/admin/partners/place-dialog.tsx';
import type { PlacesView } from '#app/components/admin/partners/places-view.ts';
import { usePlaceWords } from '#app/components/admin/partners/use-place-words.ts';
import { useOpener } from '#app/components/admin/use-opener.ts';
import { useFormat } from '#app/components/shared/format.ts';

interface PlacesCardProps {
  places: readonly PlacesView[];
  number: number;
  name: string;
  isActive: boolean;
  now: string;
}

/** The places that a partner holds in the trees of the plan, and what staff can do about them. */
export function PlacesCard({ places, ...partner }: PlacesCardProps) {
  const t = useTranslations('partners.places');
  if (places.length === 0) return null;
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t('title')}
        </Text>
        {places.map((tree) => (
          <TreePlaces key={tree.key} tree={tree} {...partner} />
        ))}
      </BlockStack>
    </Card>
  );
}

function TreePlaces({ tree, number, name, isActive, now }: Omit<PlacesCardProps, 'places'> & { tree: PlacesView }) {
  const t = useTranslations('partners.places');
  const { day } = useFormat();
  const { treeName, placeName } = usePlaceWords();
  const [open, setOpen] = useState<'place' | 'add' | null>(null);
  useOpener(open !== null);
  const { waiting, positions, kind } = tree;
  const isWaiting = waiting !== null && waiting.until > now;
  const mayAdd = isActive && positions.length > 0 && positions.length < tree.most;
  const picture = `/app/tree?${new URLSearchParams({ tree: tree.key, partner: String(number) }).toString()}`;
  return (
    <BlockStack gap="150">
      <Text as="h3" variant="headingSm">
        {treeName(tree)}
      </Text>
      {positions.map((position) => (
        <Text as="p" key={`${position.position}:${position.slot}`}>
          {t('since', { place: placeName(kind, position), since: day(position.since) })}
        </Text>
      ))}
      {waiting && isWaiting && (
        <Text as="p">{t('waits', { name, until: day(waiting.until), place: placeName(kind, waiting.byRule) })}</Text>
      )}
      {waiting && !isWaiting && <Text as="p">{t('due', { name, place: placeName(kind, waiting.byRule) })}</Text>}
      {!waiting && positions.length === 0 && <Text as="p">{t('none')}</Text>}
      <InlineStack gap="300">
        {positions.length > 0 && <Link url={picture}>{t('show')}</Link>}
        {isWaiting && waiting.free.length > 0 && (
          <Button variant="plain" onClick={() => setOpen('place')}>
            {t('byHand')}
          </Button>
        )}
        {mayAdd && (
          <Button variant="plain" onClick={() => setOpen('add')}>
            {t('add')}
          </Button>
        )}
      </InlineStack>
      {open === 'place' && waiting && (
        <PlaceDialog tree={tree} waiting={waiting} name={name} onClose={() => setOpen(null)} />
      )}
      {open === 'add' && (
        <ActionDialog
          title={t('addTitle', { name, tree: treeName(tree) })}
          body={t('addBody', { held: positions.length, most: tree.most })}
          submit={t('add')}
          intent="add-position"
          values={{ tree: tree.key, held: String(positions.length) }}
          asksReason
          onClose={() => setOpen(null)}
        />
      )}
    </BlockStack>
  );
}
