import { expect, test } from 'vitest';
import { AGAVE, APP, givenSandbox, lotus, LOTUS } from '#tests/sandbox/given-sandbox.ts';
import { mintSessionToken } from '#tests/sandbox/oauth/session-token.ts';

// Goal: the token end point gives what Shopify gives and refuses what Shopify refuses. Method: the requests of the library, over HTTP.

interface Tokens {
  access_token: string;
  refresh_token: string;
  scope: string;
  expires_in: number;
  error?: string;
}

const bodyOf = async (response: Response) => (await response.json()) as Tokens;
const SHOP_QUERY = '{ shop { name } }';

test('a session token is exchanged for an expiring offline token with the granted scopes', async () => {
  await using given = await givenSandbox();
  const tokens = await bodyOf(await given.tokenRequest());
  expect(tokens).toMatchObject({
    scope: 'read_orders,read_products,read_customers',
    expires_in: 3600,
    refresh_token_expires_in: 7_776_000,
  });
  const answer = await given.graphql(SHOP_QUERY, tokens.access_token);
  expect(await answer.json()).toMatchObject({ data: { shop: { name: 'Lotus' } } });
});

test('an online token names its user', async () => {
  await using given = await givenSandbox();
  const type = 'urn:shopify:params:oauth:token-type:online-access-token';
  const answer = await given.tokenRequest({ requested_token_type: type, expiring: '0' });
  expect(await answer.json()).toMatchObject({ associated_user: { id: 902541635 } });
});

test('a token that does not expire is refused', async () => {
  await using given = await givenSandbox();
  expect((await given.tokenRequest({ expiring: '0' })).status).toBe(400);
});

test('a wrong client secret and an unknown client are refused', async () => {
  await using given = await givenSandbox();
  const secret = await given.tokenRequest({ client_secret: 'guess' });
  expect([secret.status, (await bodyOf(secret)).error]).toEqual([401, 'invalid_client']);
  const client = await given.tokenRequest({ client_id: 'other' });
  expect([client.status, (await bodyOf(client)).error]).toEqual([400, 'application_cannot_be_found']);
});

const seconds = () => Math.floor(Date.now() / 1000);
const badSubjects: Record<string, (given: Awaited<ReturnType<typeof givenSandbox>>) => string> = {
  expired: ({ sandbox }) => sandbox.sessionToken(LOTUS, { exp: seconds() - 60 }),
  'not valid yet': ({ sandbox }) => sandbox.sessionToken(LOTUS, { nbf: seconds() + 60 }),
  'of another app': ({ sandbox }) => sandbox.sessionToken(LOTUS, { aud: 'another-app' }),
  'of another shop': ({ sandbox }) => sandbox.sessionToken(LOTUS, { dest: `https://${AGAVE}` }),
  'signed by another secret': () =>
    mintSessionToken({ shop: LOTUS, apiKey: APP.apiKey, apiSecret: 'another secret', userId: '1', now: new Date() }),
  'no token at all': () => 'nonsense',
};

for (const [what, subject] of Object.entries(badSubjects)) {
  test(`a session token ${what} is refused as invalid_subject_token`, async () => {
    await using given = await givenSandbox();
    const answer = await given.tokenRequest({ subject_token: subject(given) });
    expect([answer.status, (await bodyOf(answer)).error]).toEqual([400, 'invalid_subject_token']);
  });
}

test('a shop without the app gives no token', async () => {
  await using given = await givenSandbox({ shops: [lotus({ installed: false })] });
  expect((await bodyOf(await given.tokenRequest())).error).toBe('invalid_subject_token');
});

test('an access token ends after an hour of the stand-in’s clock', async () => {
  let now = new Date('2026-03-01T10:00:00Z');
  await using given = await givenSandbox({ now: () => now });
  const token = await given.accessToken();
  expect((await given.graphql(SHOP_QUERY, token)).status).toBe(200);
  now = new Date('2026-03-01T11:00:01Z');
  expect((await given.graphql(SHOP_QUERY, token)).status).toBe(401);
});

test('a refresh token stays good until the pair it brought is first used', async () => {
  await using given = await givenSandbox();
  const first = await bodyOf(await given.tokenRequest());
  const refresh = (token: string) => given.tokenRequest({ grant_type: 'refresh_token', refresh_token: token });
  await refresh(first.refresh_token);
  const second = await bodyOf(await refresh(first.refresh_token));
  expect((await given.graphql(SHOP_QUERY, first.access_token)).status).toBe(200);
  expect((await given.graphql(SHOP_QUERY, second.access_token)).status).toBe(200);
  const late = await refresh(first.refresh_token);
  expect([late.status, (await bodyOf(late)).error]).toEqual([400, 'invalid_grant']);
  expect((await given.graphql(SHOP_QUERY, first.access_token)).status).toBe(401);
});

test('a refresh token ends after 90 days', async () => {
  let now = new Date('2026-03-01T10:00:00Z');
  await using given = await givenSandbox({ now: () => now });
  const { refresh_token } = await bodyOf(await given.tokenRequest());
  now = new Date('2026-05-30T10:00:01Z');
  expect((await given.tokenRequest({ grant_type: 'refresh_token', refresh_token })).status).toBe(400);
});

test('no token, a wrong one and one of another shop are answered 401', async () => {
  await using given = await givenSandbox({ shops: [lotus(), lotus({ domain: AGAVE, name: 'Agave' })] });
  const foreign = await given.accessToken(AGAVE);
  for (const token of ['', 'shpat_guess', foreign]) expect((await given.graphql(SHOP_QUERY, token)).status).toBe(401);
});

test('uninstalling ends every token; installing again gives new ones', async () => {
  await using given = await givenSandbox();
  const token = await given.accessToken();
  given.shop.uninstall();
  expect((await given.graphql(SHOP_QUERY, token)).status).toBe(401);
  given.shop.install();
  expect((await given.graphql(SHOP_QUERY, token)).status).toBe(401);
  expect((await given.graphql(SHOP_QUERY, await given.accessToken())).status).toBe(200);
});
