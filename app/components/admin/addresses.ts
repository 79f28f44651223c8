/** Addresses of rows behind a figure. A figure and its list filter alike because both take the address from here. */
type Filters = Readonly<Record<string, string | number | null | undefined>>;

function address(path: string, filters: Filters): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(filters)) {
    if (value !== null && value !== undefined) search.set(name, String(value));
  }
  const text = search.toString();
  return text === '' ? path : `${path}?${text}`;
}

interface CommissionFilters {
  view?: 'all' | 'estimated' | 'held' | 'available' | 'paid' | 'reversed';
  period?: number;
  /** A pay level, every one from the second on, or what is paid once per period. */
  level?: number | '2+' | 'period';
  /** A component's name. */
  component?: string;
  partner?: number;
}

interface OrderFilters {
  view?: 'all' | 'with-partner' | 'without-partner' | 'to-check' | 'refunded';
  period?: number;
}

export const commissionsAddress = (filters: CommissionFilters) => address('/app/commissions', { ...filters });
export const ordersAddress = (filters: OrderFilters) => address('/app/orders', { ...filters });
export const partnersAddress = (filters: { status?: string; rank?: number }) =>
  address('/app/partners', { ...filters });
export const periodAddress = (periodId: number) => `/app/periods/${periodId}`;
