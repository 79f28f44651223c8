import {
  ChoiceList,
  IndexFilters,
  InlineStack,
  TextField,
  useSetIndexFiltersMode,
  type IndexFiltersProps,
} from '@shopify/polaris';
import { useTranslations } from 'use-intl';
import { DayField } from '#app/components/admin/day-field.tsx';
import { useListFilters, useSearchText } from '#app/components/admin/partners/use-list-filters.ts';
import { useFormat } from '#app/components/shared/format.ts';

const VIEWS = ['all', 'active', 'applied', 'invited', 'suspended', 'terminated', 'declined'] as const;

/** Search, views, filters and sort of the partner list; all of it stands in the address. */
export function PartnerFilters({ isLoading, ranks }: { isLoading: boolean; ranks: readonly string[] }) {
  const t = useTranslations('partners');
  const { value, change } = useListFilters();
  const { mode, setMode } = useSetIndexFiltersMode();
  const search = useSearchText(value('q'), (q) => change({ q }));
  const view = VIEWS.indexOf((value('status') || 'all') as (typeof VIEWS)[number]);
  const clearAll = () => {
    search.setText('');
    change({ q: null, sponsor: null, rank: null, joinedFrom: null, joinedTo: null, below: null, level: null });
  };
  return (
    <IndexFilters
      tabs={VIEWS.map((name) => ({ id: name, content: t(`view.${name}`), isLocked: true }))}
      selected={Math.max(0, view)}
      onSelect={(index) => change({ status: index === 0 ? null : (VIEWS[index] ?? null) })}
      queryValue={search.text}
      queryPlaceholder={t('list.search')}
      onQueryChange={search.setText}
      onQueryClear={() => search.setText('')}
      cancelAction={{ onAction: () => search.setText(value('q')), disabled: false, loading: false }}
      mode={mode}
      setMode={setMode}
      filters={useFilters(ranks)}
      appliedFilters={useAppliedFilters(ranks)}
      onClearAll={clearAll}
      sortOptions={[
        { label: t('list.sortNewest'), value: 'newest desc', directionLabel: t('list.sortNewestFirst') },
        { label: t('list.sortName'), value: 'name asc', directionLabel: t('list.sortNameFirst') },
        { label: t('list.sortTeam'), value: 'team desc', directionLabel: t('list.sortTeamFirst') },
        { label: t('list.sortAvailable'), value: 'available desc', directionLabel: t('list.sortAvailableFirst') },
      ]}
      sortSelected={[SORT_VALUES[value('sort')] ?? 'newest desc']}
      onSort={([chosen]) => change({ sort: chosen?.split(' ')[0] ?? null })}
      loading={isLoading}
      canCreateNewView={false}
    />
  );
}

const SORT_VALUES: Readonly<Record<string, string>> = {
  newest: 'newest desc',
  name: 'name asc',
  team: 'team desc',
  available: 'available desc',
};

function useFilters(ranks: readonly string[]): IndexFiltersProps['filters'] {
  const t = useTranslations('partners.list');
  const { value, change } = useListFilters();
  const numberField = (name: 'sponsor' | 'below', label: string) => (
    <TextField
      label={label}
      helpText={t('sponsorHelp')}
      value={value(name)}
      inputMode="numeric"
      autoComplete="off"
      onChange={(text) => change({ [name]: text.replaceAll(/\D/g, '') })}
    />
  );
  const dayField = (name: 'joinedFrom' | 'joinedTo') => (
    <DayField label={t(name)} value={value(name)} onChange={(day) => change({ [name]: day })} isInline />
  );
  const rankChoice = (
    <ChoiceList
      title={t('column.rank')}
      titleHidden
      choices={ranks.map((label, index) => ({ label, value: String(index + 1) }))}
      selected={[value('rank')]}
      onChange={([rank]) => change({ rank: rank ?? null })}
    />
  );
  return [
    ...(ranks.length > 0 ? [{ key: 'rank', label: t('column.rank'), filter: rankChoice, shortcut: true }] : []),
    { key: 'sponsor', label: t('sponsor'), filter: numberField('sponsor', t('sponsor')), shortcut: true },
    { key: 'below', label: t('below'), filter: numberField('below', t('below')) },
    {
      key: 'joined',
      label: t('joined'),
      filter: (
        <InlineStack gap="200">
          {dayField('joinedFrom')}
          {dayField('joinedTo')}
        </InlineStack>
      ),
      shortcut: true,
    },
  ];
}

function useAppliedFilters(ranks: readonly string[]): NonNullable<IndexFiltersProps['appliedFilters']> {
  const t = useTranslations('partners.list');
  const { value, change } = useListFilters();
  const { day } = useFormat();
  const dayOr = (text: string) => (text === '' ? '…' : day(`${text}T12:00:00Z`));
  const applied: NonNullable<IndexFiltersProps['appliedFilters']> = [];
  const single = (name: 'sponsor' | 'below' | 'level' | 'rank', label: string) => {
    if (value(name) !== '') applied.push({ key: name, label, onRemove: () => change({ [name]: null }) });
  };
  single('sponsor', t('sponsorIs', { number: value('sponsor') }));
  single('below', t('belowIs', { number: value('below') }));
  single('rank', t('rankIs', { rank: ranks[Number(value('rank')) - 1] ?? '–' }));
  single('level', t('levelIs', { level: value('level') }));
  if (value('joinedFrom') !== '' || value('joinedTo') !== '') {
    applied.push({
      key: 'joined',
      label: t('joinedRange', { from: dayOr(value('joinedFrom')), to: dayOr(value('joinedTo')) }),
      onRemove: () => change({ joinedFrom: null, joinedTo: null }),
    });
  }
  return applied;
}
