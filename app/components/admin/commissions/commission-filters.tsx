import { ChoiceList, IndexFilters, IndexFiltersMode, useSetIndexFiltersMode } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { usePeriodName, type NamedPeriod } from '#app/components/admin/periods/use-period-name.ts';

const VIEWS = ['all', 'estimated', 'held', 'available', 'paid', 'reversed'] as const;

/** What the address says the list is narrowed to. */
export interface ShownFilters {
  view: (typeof VIEWS)[number];
  period: number | null;
  level: number | '2+' | 'period' | null;
  component: string | null;
  partner: number | null;
  q: string | null;
}

interface CommissionFiltersProps {
  filters: ShownFilters;
  periods: readonly (NamedPeriod & { id: number })[];
  /** Names of components; a plan of one needs no filter. */
  components: readonly string[];
  /** Called with what changes; null takes a filter away. */
  onChange: (change: Partial<Record<keyof ShownFilters, string | null>>) => void;
  isLoading: boolean;
}

/** Views as tabs, search and filters; all of it is in the address. */
export function CommissionFilters({ filters, periods, components, onChange, isLoading }: CommissionFiltersProps) {
  const t = useTranslations('commissions');
  const periodName = usePeriodName();
  const { mode, setMode } = useSetIndexFiltersMode(
    filters.q === null ? IndexFiltersMode.Default : IndexFiltersMode.Filtering,
  );
  const [query, setQuery] = useState(filters.q ?? '');
  const search = (text: string) => {
    setQuery(text);
    onChange({ q: text.trim() === '' ? null : text.trim() });
  };
  const levelLabel = (level: ShownFilters['level']) => {
    if (level === 'period') return t('filter.once');
    if (level === '2+') return t('filter.further');
    return level === 1 ? t('filter.direct') : t('filter.levelIs', { level: level ?? '' });
  };
  const period = periods.find(({ id }) => id === filters.period);
  const applied = [
    ...(period ? [{ key: 'period', label: periodName(period), onRemove: () => onChange({ period: null }) }] : []),
    ...(filters.level === null
      ? []
      : [{ key: 'level', label: levelLabel(filters.level), onRemove: () => onChange({ level: null }) }]),
    ...(filters.component === null
      ? []
      : [
          {
            key: 'component',
            label: t('filter.componentIs', { component: filters.component }),
            onRemove: () => onChange({ component: null }),
          },
        ]),
    ...(filters.partner === null
      ? []
      : [
          {
            key: 'partner',
            label: t('filter.partnerIs', { number: String(filters.partner) }),
            onRemove: () => onChange({ partner: null }),
          },
        ]),
  ];
  return (
    <IndexFilters
      tabs={VIEWS.map((view) => ({ id: view, content: t(`view.${view}`), isLocked: true }))}
      selected={VIEWS.indexOf(filters.view)}
      onSelect={(index) => onChange({ view: VIEWS[index] ?? 'all' })}
      canCreateNewView={false}
      mode={mode}
      setMode={setMode}
      queryValue={query}
      queryPlaceholder={t('search')}
      onQueryChange={search}
      onQueryClear={() => search('')}
      cancelAction={{ onAction: () => search('') }}
      loading={isLoading}
      onClearAll={() => onChange({ period: null, level: null, component: null, partner: null, q: null })}
      appliedFilters={applied}
      filters={[
        {
          key: 'period',
          label: t('filter.period'),
          shortcut: true,
          filter: (
            <ChoiceList
              title={t('filter.period')}
              titleHidden
              choices={[
                { label: t('filter.allPeriods'), value: '' },
                ...periods.map((each) => ({ label: periodName(each), value: String(each.id) })),
              ]}
              selected={[filters.period === null ? '' : String(filters.period)]}
              onChange={([value = '']) => onChange({ period: value || null })}
            />
          ),
        },
        {
          key: 'level',
          label: t('filter.level'),
          shortcut: true,
          filter: (
            <ChoiceList
              title={t('filter.level')}
              titleHidden
              choices={[
                { label: t('filter.anyLevel'), value: '' },
                { label: t('filter.direct'), value: '1' },
                { label: t('filter.further'), value: '2+' },
                { label: t('filter.once'), value: 'period' },
              ]}
              selected={[filters.level === null ? '' : String(filters.level)]}
              onChange={([value = '']) => onChange({ level: value || null })}
            />
          ),
        },
        ...(components.length > 1 || filters.component !== null
          ? [
              {
                key: 'component',
                label: t('filter.component'),
                shortcut: true,
                filter: (
                  <ChoiceList
                    title={t('filter.component')}
                    titleHidden
                    choices={[
                      { label: t('filter.anyComponent'), value: '' },
                      ...components.map((id) => ({ label: id, value: id })),
                    ]}
                    selected={[filters.component ?? '']}
                    onChange={([value = '']) => onChange({ component: value || null })}
                  />
                ),
              },
            ]
          : []),
      ]}
    />
  );
}
