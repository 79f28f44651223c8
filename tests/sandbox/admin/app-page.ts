import { createHmac, randomUUID } from 'node:crypto';
import { markup, type Markup } from '#tests/sandbox/admin/html.ts';
import { mintSessionToken } from '#tests/sandbox/oauth/session-token.ts';
import type { SandboxApp } from '#tests/sandbox/options.ts';
import type { ShopState } from '#tests/sandbox/state/model.ts';

const WORDS = {
  en: {
    leaveTitle: 'Leave page with unsaved changes?',
    leaveText: 'Leaving this page deletes all unsaved changes.',
    leave: 'Leave page',
    stay: 'Stay',
    discardTitle: 'Discard all unsaved changes?',
    discardText: 'Your changes since the last save will be lost.',
    discard: 'Discard',
    keep: 'Continue editing',
    save: 'Save',
    unsaved: 'Unsaved changes',
    cancel: 'Cancel',
    select: 'Select',
    search: 'Search',
    grant: 'Grant',
    grantTitle: 'The app asks for more access',
    pickProducts: 'Select products',
    pickCollections: 'Select collections',
  },
  de: {
    leaveTitle: 'Seite mit ungesicherten Änderungen verlassen?',
    leaveText: 'Alle ungesicherten Änderungen gehen verloren.',
    leave: 'Seite verlassen',
    stay: 'Bleiben',
    discardTitle: 'Alle Änderungen verwerfen?',
    discardText: 'Ihre Änderungen seit dem letzten Speichern gehen verloren.',
    discard: 'Verwerfen',
    keep: 'Weiter bearbeiten',
    save: 'Speichern',
    unsaved: 'Ungesicherte Änderungen',
    cancel: 'Abbrechen',
    select: 'Auswählen',
    search: 'Suchen',
    grant: 'Erlauben',
    grantTitle: 'Die App bittet um weitere Rechte',
    pickProducts: 'Produkte auswählen',
    pickCollections: 'Kategorien auswählen',
  },
} as const;

/** `hmac` of the app's first request: hex HMAC-SHA256 of the other parameters, sorted. */
export function queryHmac(query: URLSearchParams, secret: string): string {
  const sorted = [...query].filter(([key]) => key !== 'hmac').sort(([a], [b]) => (a < b ? -1 : 1));
  return createHmac('sha256', secret).update(new URLSearchParams(sorted).toString()).digest('hex');
}

interface Frame {
  shop: ShopState;
  app: SandboxApp;
  frameOrigin: string;
  /** What follows the app's name in the admin's address, with its query. */
  path: string;
  locale: 'en' | 'de';
  userId: string;
  now: Date;
}

/** Address of the app inside its frame, with the parameters that the admin adds. */
export function frameAddress({ shop, app, frameOrigin, path, locale, userId, now }: Frame): string {
  const url = new URL(path === '' || path === '/' ? (app.path ?? '/app') : path, frameOrigin);
  const added = {
    embedded: '1',
    host: Buffer.from(`admin.shopify.com/store/${shop.handle}`).toString('base64').replace(/=+$/, ''),
    id_token: mintSessionToken({ shop: shop.domain, apiKey: app.apiKey, apiSecret: app.apiSecret, userId, now }),
    locale,
    session: randomUUID().replaceAll('-', ''),
    shop: shop.domain,
    timestamp: String(Math.floor(now.getTime() / 1000)),
  };
  for (const [key, value] of Object.entries(added)) url.searchParams.set(key, value);
  url.searchParams.set('hmac', queryHmac(url.searchParams, app.apiSecret));
  return url.href;
}

/** The page around the app. */
export function appPage(frame: Frame): Markup {
  const { shop, app, frameOrigin, locale } = frame;
  const base = `/store/${shop.handle}`;
  return markup`<section data-app-page data-store="${base}" data-frame-origin="${frameOrigin}" data-app-base="${base}/apps/${app.handle}" data-words="${JSON.stringify(WORDS[locale])}" style="display:contents">
  <div class="loading loading--on" data-part="loading"></div>
  <div class="strip strip--save" data-part="save-bar" role="region" aria-label="Save bar" hidden></div>
  <div class="strip" data-part="title-bar" hidden></div>
  <iframe class="frame" name="app-iframe" title="${app.handle}" data-src="${frameAddress(frame)}" allow="clipboard-write"></iframe>
  <div class="toasts" data-part="toasts" role="status" aria-live="polite"></div>
</section><script src="/bridge/host.js" defer></script>`;
}
