import { useNavigate, useSearchParams } from '@remix-run/react';

/** The tree's address: focus, day, figure and view stand in it, so that back and a shared link restore them. */
export function useTreeAddress() {
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const changed = (changes: Readonly<Record<string, string | null>>) => {
    const after = new URLSearchParams(params);
    for (const [name, value] of Object.entries(changes)) {
      if (value === null) after.delete(name);
      else after.set(name, value);
    }
    return after;
  };
  const addressOf = (focus: number) => `/app/tree?${changed({ focus: String(focus), partner: null }).toString()}`;
  const ofPartner = (partner: number) => `/app/tree?${changed({ focus: null, partner: String(partner) }).toString()}`;
  return {
    view: params.get('view'),
    change: (changes: Readonly<Record<string, string | null>>) =>
      setParams(changed(changes), { preventScrollReset: true }),
    addressOf,
    goTo: (focus: number) => navigate(addressOf(focus), { preventScrollReset: true }),
    /** In a placement tree: to somebody's first position. */
    goToPartner: (partner: number) => navigate(ofPartner(partner), { preventScrollReset: true }),
  };
}
