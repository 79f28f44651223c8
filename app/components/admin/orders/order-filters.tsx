import {
  ChoiceList,
  IndexFilters,
  IndexFiltersMode,
  InlineStack,
  TextField,
  useSetIndexFiltersMode,
  type IndexFiltersProps,
} from '@shopify/polaris';
import { useTranslations } from 'use-intl';
import { DayField } from '#app/components/admin/day-field.tsx';
import { useSearchText } from '#app/components/admin/partners/use-list-filters.ts';
import { usePeriodName, type NamedPeriod } from '#app/components/admin/periods/use-period-name.ts';
import { useFormat } from '#app/components/shared/format.ts';

const VIEWS = ['all', 'with-partner', 'without-partner', 'to-check', 'refunded'] as const;
const CHANNELS = ['web', 'pos', 'shopify_draft_order', 'other'] as const;
const KINDS = [
  'manual',
  'customer_link',
  'discount_code',
  'cart_attribute',
  'line_property',
  'landing_site_ref',
] as const;
const DECIDED_BY = [...KINDS, 'own_order', 'nobody'] as const;
const SORT_VALUES = { newest: 'date desc', oldest: 'date asc', highest: 'base desc', lowest: 'base asc' } as const;

/** What the address says the list is narrowed to. */
export interface ShownFilters {
  view: (typeof VIEWS)[number];
  period: number | null;
  channel: (typeof CHANNELS)[number] | null;
  by: (typeof DECIDED_BY)[number] | null;
  partner: number | null;
  from: string | null;
  to: string | null;
  min: string | null;
  max: string | null;
  q: string | null;
  sort: keyof typeof SORT_VALUES;
}

type Change = Partial<Record<keyof ShownFilters, string | null>>;

interface OrderFiltersProps {
  filters: ShownFilters;
  periods: readonly (NamedPeriod & { id: number })[];
  onChange: (change: Change) => void;
  isLoading: boolean;
}

/** Takes every filter away, and leaves the view. */
export const NO_FILTERS: Change = {
  period: null,
  channel: null,
  by: null,
  partner: null,
  from: null,
  to: null,
  min: null,
  max: null,
  q: null,
};

/** Views as tabs, search, filters and sort; all of it is in the address. */
export function OrderFilters(props: OrderFiltersProps) {
  const { filters, onChange, isLoading } = props;
  const t = useTranslations('orders');
  const { mode, setMode } = useSetIndexFiltersMode(
    filters.q === null ? IndexFiltersMode.Default : IndexFiltersMode.Filtering,
  );
  const search = useSearchText(filters.q ?? '', (q) => onChange({ q: q.trim() === '' ? null : q.trim() }));
  const clear = () => search.setText('');
  return (
    <IndexFilters
      tabs={VIEWS.map((view) => ({ id: view, content: t(`view.${view}`), isLocked: true }))}
      selected={VIEWS.indexOf(filters.view)}
      onSelect={(index) => onChange({ view: VIEWS[index] ?? 'all' })}
      canCreateNewView={false}
      mode={mode}
      setMode={setMode}
      queryValue={search.text}
      queryPlaceholder={t('search')}
      onQueryChange={search.setText}
      onQueryClear={clear}
      cancelAction={{ onAction: clear }}
      loading={isLoading}
      onClearAll={() => {
        clear();
        onChange(NO_FILTERS);
      }}
      sortOptions={[
        { label: t('sort.date'), value: 'date desc', directionLabel: t('sort.newest') },
        { label: t('sort.date'), value: 'date asc', directionLabel: t('sort.oldest') },
        { label: t('sort.base'), value: 'base desc', directionLabel: t('sort.highest') },
        { label: t('sort.base'), value: 'base asc', directionLabel: t('sort.lowest') },
      ]}
      sortSelected={[SORT_VALUES[filters.sort]]}
      onSort={([chosen]) => {
        const [name] = Object.entries(SORT_VALUES).find(([, value]) => value === chosen) ?? ['newest'];
        onChange({ sort: name === 'newest' ? null : name });
      }}
      filters={useFilters(props)}
      appliedFilters={useApplied(props)}
    />
  );
}

function useFilters({ filters, periods, onChange }: OrderFiltersProps): IndexFiltersProps['filters'] {
  const t = useTranslations('orders');
  const periodName = usePeriodName();
  const choice = (key: 'period' | 'channel' | 'by', choices: { label: string; value: string }[]) => ({
    key,
    label: t(`filter.${key}`),
    shortcut: key !== 'period',
    filter: (
      <ChoiceList
        title={t(`filter.${key}`)}
        titleHidden
        choices={[{ label: t('filter.any'), value: '' }, ...choices]}
        selected={[filters[key] === null ? '' : String(filters[key])]}
        onChange={([value = '']) => onChange({ [key]: value || null })}
      />
    ),
  });
  const dayField = (name: 'from' | 'to') => (
    <DayField
      key={name}
      label={t(`filter.${name}`)}
      value={filters[name] ?? ''}
      onChange={(day) => onChange({ [name]: day || null })}
      isInline
    />
  );
  const text = (name: 'min' | 'max') => (
    <TextField
      key={name}
      label={t(`filter.${name}`)}
      inputMode="decimal"
      value={filters[name] ?? ''}
      autoComplete="off"
      onChange={(value) => onChange({ [name]: value.trim() || null })}
    />
  );
  return [
    choice(
      'channel',
      CHANNELS.map((channel) => ({ label: t(`channel.${channel}`), value: channel })),
    ),
    choice(
      'by',
      DECIDED_BY.map((by) => ({ label: t(`by.${by}`), value: by })),
    ),
    {
      key: 'partner',
      label: t('filter.partner'),
      shortcut: true,
      filter: (
        <TextField
          label={t('filter.partner')}
          helpText={t('filter.partnerHelp')}
          value={filters.partner === null ? '' : String(filters.partner)}
          inputMode="numeric"
          autoComplete="off"
          onChange={(value) => onChange({ partner: value.replaceAll(/\D/g, '') || null })}
        />
      ),
    },
    {
      key: 'date',
      label: t('filter.date'),
      shortcut: true,
      filter: <InlineStack gap="200">{[dayField('from'), dayField('to')]}</InlineStack>,
    },
    {
      key: 'amount',
      label: t('filter.amount'),
      filter: <InlineStack gap="200">{[text('min'), text('max')]}</InlineStack>,
    },
    choice(
      'period',
      periods.map((period) => ({ label: periodName(period), value: String(period.id) })),
    ),
  ];
}

function useApplied({
  filters,
  periods,
  onChange,
}: OrderFiltersProps): NonNullable<IndexFiltersProps['appliedFilters']> {
  const t = useTranslations('orders');
  const periodName = usePeriodName();
  const { day } = useFormat();
  const { period, channel, by, partner, from, to, min, max } = filters;
  const applied: NonNullable<IndexFiltersProps['appliedFilters']> = [];
  const add = (key: string, label: string, change: Change) =>
    applied.push({ key, label, onRemove: () => onChange(change) });
  const open = t('filter.open');
  const dayOr = (text: string | null) => (text === null ? open : day(`${text}T12:00:00Z`));
  const found = periods.find(({ id }) => id === period);
  if (period !== null) add('period', found ? periodName(found) : `${t('filter.period')} ${period}`, { period: null });
  if (channel !== null) add('channel', t(`channel.${channel}`), { channel: null });
  if (by !== null) add('by', t(`by.${by}`), { by: null });
  if (partner !== null) add('partner', t('filter.partnerIs', { number: String(partner) }), { partner: null });
  if (from !== null || to !== null) {
    add('date', t('filter.range', { from: dayOr(from), to: dayOr(to) }), { from: null, to: null });
  }
  if (min !== null || max !== null) {
    add('amount', t('filter.amountRange', { min: min ?? open, max: max ?? open }), { min: null, max: null });
  }
  return applied;
}
