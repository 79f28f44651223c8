// Goal: no form forgets what was typed: not when the server refuses, not when it fails, not when it cannot be reached.
// Method: every form of the admin is filled in wrongly and sent; then what it sends is answered with 500, then not at all.
import type { FrameLocator, Locator, Page, Request, Route } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AGAVE, LOTUS } from '#tests/demo/shops.ts';
import { adminPages, type Language } from '#tests/demo/visits.ts';
import { adminStage, textsOf, type AdminStage } from '#tests/e2e/admin/admin-stage.ts';

let stage: AdminStage;
let orderPath: string;
beforeAll(async () => {
  stage = await adminStage();
  orderPath = (await adminPages(stage.stack)).find(({ name }) => name === 'order')?.path ?? '';
});
afterAll(() => stage[Symbol.asyncDispose]());

interface Place {
  tab: Page;
  frame: FrameLocator;
  /** The open dialog, or the page where a form has none. */
  form: FrameLocator | Locator;
  t: ReturnType<typeof textsOf>;
}

interface Form {
  name: string;
  path: string | (() => string);
  language: Language;
  shop?: string;
  /** From the page to the form. */
  open?: (place: Place) => Promise<void>;
  inDialog?: boolean;
  /** What is typed, in order; the last field is the one that is refused. */
  fields: readonly (readonly [find: (place: Place) => Locator, text: string])[];
  send: (place: Place) => Promise<void>;
}

const byId =
  (id: string) =>
  ({ form }: Place) =>
    form.locator(`[id="${id}"]`);
const byLabel =
  (label: (t: Place['t']) => string) =>
  ({ form, t }: Place) =>
    form.getByLabel(label(t), { exact: true });
const inBar = ({ tab, t }: Place) => tab.getByRole('button', { name: t('admin.form.save'), exact: true }).click();
const inDialog = ({ form }: Place) => form.locator('footer button.primary, footer button.critical').click();
const onPage =
  (label: (t: Place['t']) => string) =>
  ({ frame, t }: Place) =>
    frame
      .getByRole('button', { name: label(t), exact: true })
      .first()
      .click();

/** Steps forward to the reason, whatever was typed stays behind them. */
async function walkMove(place: Place): Promise<void> {
  const { form, t } = place;
  await form.getByLabel(t('partners.move.sponsor')).fill('1001');
  await form.getByRole('button', { name: t('partners.move.next') }).click();
  await form.getByRole('button', { name: t('partners.move.toReason') }).click();
}

async function pickPartner({ form, t }: Place): Promise<void> {
  await form.getByLabel(t('orders.assign.partner'), { exact: true }).fill('Cleo');
  await form.getByText(/· 1003$/).click();
}

async function editPlan(place: Place): Promise<void> {
  const { frame, t } = place;
  const edit = frame.getByRole('button', { name: t('plan.edit') });
  await edit
    .or(frame.getByRole('tab', { name: t('plan.tab.form') }))
    .first()
    .waitFor();
  if (await edit.isVisible()) await edit.click();
  await frame.getByRole('tab', { name: t('plan.tab.form') }).waitFor();
}

const PARTNER = '/app/partners/1003';

const FORMS: readonly Form[] = [
  {
    name: 'a new partner',
    path: '/app/partners/new',
    language: 'de',
    fields: [
      [({ form }) => form.locator('[name="firstName"]'), 'Nora'],
      [({ form }) => form.locator('[name="lastName"]'), 'Neu'],
      [({ form }) => form.locator('[name="phone"]'), '+49 30 1234'],
      [({ form }) => form.locator('[name="email"]'), 'nora@'],
    ],
    send: onPage((t) => t('partners.form.invite')),
  },
  {
    name: 'a new code',
    path: PARTNER,
    language: 'en',
    open: onPage((t) => t('partners.detail.addCode')),
    inDialog: true,
    fields: [[byLabel((t) => t('partners.detail.newCode')), 'no spaces!']],
    send: inDialog,
  },
  {
    name: 'a suspension',
    path: PARTNER,
    language: 'de',
    open: async ({ frame, t }) => {
      await frame.getByRole('button', { name: t('partners.detail.moreActions') }).click();
      await frame.locator('.Polaris-Popover').getByText(t('partners.detail.suspend'), { exact: true }).click();
    },
    inDialog: true,
    fields: [[byLabel((t) => t('partners.detail.reason')), 'x']],
    send: inDialog,
  },
  {
    name: 'a move',
    path: PARTNER,
    language: 'en',
    open: async (place) => {
      await onPage((t) => t('partners.detail.move'))(place);
      await walkMove({ ...place, form: place.frame.getByRole('dialog') });
    },
    inDialog: true,
    fields: [[byLabel((t) => t('partners.move.reasonTitle')), 'x']],
    send: inDialog,
  },
  {
    name: 'an order given to a partner',
    path: () => orderPath,
    language: 'de',
    open: async (place) => {
      await onPage((t) => t('orders.assign.open'))(place);
      await pickPartner({ ...place, form: place.frame.getByRole('dialog') });
    },
    inDialog: true,
    fields: [[byLabel((t) => t('orders.assign.reason')), 'x']],
    send: inDialog,
  },
  {
    name: 'why nothing',
    path: '/app/commissions',
    language: 'en',
    open: onPage((t) => t('commissions.nothing.show')),
    fields: [
      [byLabel((t) => t('commissions.nothing.order')), '#1055'],
      [byLabel((t) => t('commissions.nothing.partner')), 'Anna'],
    ],
    send: onPage((t) => t('commissions.nothing.ask')),
  },
  {
    name: 'the plan',
    path: '/app/plan',
    language: 'de',
    open: editPlan,
    fields: [
      [byId('name'), 'Plan for winter'],
      [byId('levels.0'), 'ten'],
    ],
    send: inBar,
  },
  {
    name: 'the plan as a document',
    path: '/app/plan',
    language: 'en',
    open: async (place) => {
      await editPlan(place);
      await place.frame.getByRole('tab', { name: place.t('plan.tab.document') }).click();
      await place.frame.locator('.cm-content').waitFor();
    },
    fields: [[byId('text'), '{ "name": "half a document"']],
    send: inBar,
  },
  {
    name: 'the programme',
    path: '/app/settings/programme',
    language: 'en',
    fields: [
      [byId('deliveryDays'), '5'],
      [byId('returnDays'), '400'],
    ],
    send: inBar,
  },
  {
    name: 'the attribution',
    path: '/app/settings/attribution',
    language: 'de',
    fields: [
      [byId('linkLifetimeDays'), '90'],
      [byId('windowDays'), '0'],
    ],
    send: inBar,
  },
  {
    name: 'the money',
    path: '/app/settings/money',
    language: 'en',
    fields: [[byId('minimum'), 'much']],
    send: inBar,
  },
  {
    name: 'the look',
    path: '/app/settings/branding',
    language: 'de',
    fields: [
      [byId('name'), 'Lotus & Söhne'],
      [byId('imprintUrl'), 'http://lotus.example'],
    ],
    send: inBar,
  },
  {
    name: 'the set-up',
    path: '/app/setup',
    language: 'en',
    shop: AGAVE,
    fields: [
      [byId('name'), 'Agave & Co'],
      [byId('levels.1'), '7.5'],
      [byId('handle'), 'Agave Home!'],
    ],
    send: onPage((t) => t('setup.submit')),
  },
  {
    name: 'a code to join with',
    path: '/app/setup',
    language: 'de',
    shop: AGAVE,
    open: onPage((t) => t('setup.join.open')),
    fields: [[byId('code'), 'WRONG-CODE']],
    send: onPage((t) => t('setup.join.submit')),
  },
];

/** What a form sends, and what the one that only asks loads; pages themselves are let through. */
const isFormCall = (request: Request) => request.method() === 'POST' || request.url().includes('/nothing.data');

/** The editor of documents is no field of the browser's own. */
const typedIn = (field: Locator) =>
  field.evaluate((element) =>
    element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement ? element.value : element.textContent,
  );

async function expectKept(place: Place, fields: Form['fields'], when: string): Promise<void> {
  for (const [find, text] of fields) expect(await typedIn(find(place)), when).toBe(text);
}

test.each(FORMS)('$name keeps what was typed', async (form) => {
  const { language, shop = LOTUS, fields } = form;
  const t = textsOf(language);
  const tab = await stage.tab();
  const path = typeof form.path === 'string' ? form.path : form.path();
  const frame = await stage.open(tab, path, language, shop);
  const place: Place = { tab, frame, form: form.inDialog ? frame.getByRole('dialog') : frame, t };
  await form.open?.(place);
  for (const [find, text] of fields) await find(place).fill(text);
  await form.send(place);
  const refused = frame.locator('[aria-invalid="true"], .Polaris-Banner').first();
  await refused.waitFor();
  await expectKept(place, fields, 'after a refusal');
  const failures: Record<string, (route: Route) => Promise<void>> = {
    'after a failure': (route) => route.fulfill({ status: 500, contentType: 'text/plain', body: 'Failed' }),
    'without a network': (route) => route.abort(),
  };
  for (const [when, fail] of Object.entries(failures)) {
    await tab.route('**/app/**', (route) => (isFormCall(route.request()) ? fail(route) : route.fallback()));
    await form.send(place);
    await frame.getByText(t('errors.request.failed')).waitFor();
    await tab.unroute('**/app/**');
    await expectKept(place, fields, when);
  }
  await tab.context().close();
});
