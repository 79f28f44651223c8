import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ASKED_PAGE_LENGTH_MAX, askedPage } from '#app/domain/portal/asked-page.ts';
import { runs } from '#tests/runs.ts';

const HOST = 'https://portal.example';

// Goal: no open redirect. Method: whatever is asked for, the browser ends on our host below this network's portal.
test('whatever is asked for leads to this network’s portal or nowhere', () => {
  const part = fc.constantFrom(
    '/',
    '\\',
    '..',
    '%2e%2e',
    '@',
    ':',
    '//',
    'portal',
    'sonne',
    'mond',
    'evil.example',
    '\t',
    '?',
    '#',
  );
  const asked = fc.oneof(
    fc.webUrl(),
    fc.string(),
    fc.array(part).map((parts) => parts.join('')),
  );
  const below = fc.tuple(fc.constantFrom('', '/portal/sonne', '/portal/sonne/'), asked).map((parts) => parts.join(''));
  fc.assert(
    fc.property(below, (text) => {
      const page = askedPage('sonne', text);
      if (page === null) return;
      const { origin, pathname } = new URL(page, HOST);
      expect(origin).toBe(HOST);
      expect(pathname.startsWith('/portal/sonne/')).toBe(true);
      expect(askedPage('sonne', page), 'said again, the same').toBe(page);
    }),
    runs(600),
  );
});

test('a page of the portal comes back with its question, without its fragment', () => {
  expect(askedPage('sonne', '/portal/sonne/earnings?state=held&after=3#top')).toBe(
    '/portal/sonne/earnings?state=held&after=3',
  );
});

test.each([
  'https://evil.example/portal/sonne/earnings',
  '//evil.example/portal/sonne/earnings',
  '/\\evil.example/portal/sonne/earnings',
  '\\\\evil.example\\portal\\sonne\\earnings',
  'javascript:alert(1)//portal/sonne/earnings',
  'data:text/html,/portal/sonne/',
  '/portal/mond/earnings',
  '/portal/sonne/../mond/earnings',
  '/portal/sonne/%2E%2e/mond/earnings',
  '/portal/sonne/.\t./mond/earnings',
  '/portal/sonnenschein/earnings',
  '/app/partners',
  '/portal/sonne',
  '/portal/sonne/sign-in?to=/portal/sonne/sign-in',
  '/portal/sonne/link/abc',
  `/portal/sonne/${'a'.repeat(ASKED_PAGE_LENGTH_MAX)}`,
  '',
])('%j leads to the first page instead', (asked) => {
  expect(askedPage('sonne', asked)).toBeNull();
});
