import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { findContact } from '#app/adapters/db/repositories/profiles.server.ts';
import { findImport, readBadLines } from '#app/adapters/db/repositories/partner-imports.server.ts';
import { inTransaction, type NetworkId } from '#app/adapters/db/transaction.server.ts';
import { createPartner } from '#app/services/partners/create-partner.ts';
import { runImportCheck } from '#app/services/partners/run-import-check.ts';
import { runImport } from '#app/services/partners/run-import.ts';
import { checkImport, startImport, uploadImport } from '#app/services/partners/upload-import.ts';
import { testDatabase } from '#tests/database/test-database.ts';
import { givenNetwork, givenNetworkRow, NOW, person } from '#tests/services/partners/given.ts';

// Goal: a list comes in whole and right, or not at all. Method: the jobs' services on real PostgreSQL, files as Excel writes them.
const database = await testDatabase();

async function givenListNetwork(): Promise<NetworkId> {
  const networkId = await givenNetwork();
  await givenNetworkRow(database, networkId);
  return networkId;
}

const seen = (networkId: NetworkId, importId: string) => inTransaction(networkId, (tx) => findImport(tx, importId));

async function uploaded(networkId: NetworkId, file: string | Buffer) {
  const step = { networkId, actor: 'staff:1', now: NOW, importId: randomUUID() };
  await uploadImport({ ...step, fileName: 'partner.csv', file: Buffer.from(file) });
  const { mapping } = (await seen(networkId, step.importId)) ?? {};
  return { ...step, mapping: mapping ?? [] };
}

async function checked(networkId: NetworkId, file: string | Buffer) {
  const step = await uploaded(networkId, file);
  await checkImport(step);
  await runImportCheck(step);
  return { ...step, found: await seen(networkId, step.importId) };
}

async function imported(networkId: NetworkId, file: string | Buffer) {
  const step = await checked(networkId, file);
  await startImport(step);
  await runImport(step);
  return { ...step, found: await seen(networkId, step.importId) };
}

const partnersOf = (networkId: NetworkId) =>
  database.asOwner<{ number: number; name: string; sponsor: number }>(
    `select number, first_name || ' ' || last_name as name, sponsor from partner
      where network_id = $1 and number > 0 order by number`,
    [networkId],
  );

const GERMAN = [
  'Partner-Nr.;Vorname;Nachname;E-Mail;Sponsor-Nr.;Partnercode;Eintritt;Land',
  '7,00;Jörg;Groß;joerg@example.com;;JOERG7;01.02.2025;Deutschland',
  '9,00;Cleo;"Meyer; geb. Öz";cleo@example.com;8,00;;24.12.2025;AT',
  '8,00;Ben;Preis 5 €;;7,00;;;',
].join('\r\n');

const windows1252 = (text: string) =>
  Buffer.from([...text].map((letter) => (letter === '€' ? 0x80 : letter.charCodeAt(0))));

test('a German Excel list comes in with its tree, whatever the order of its lines', async () => {
  const networkId = await givenListNetwork();
  const { found } = await imported(networkId, windows1252(GERMAN));
  expect(found).toMatchObject({ state: 'done', lineCount: 3, processed: 3, report: { partners: 3, errors: 0 } });
  expect(await partnersOf(networkId)).toEqual([
    { number: 1001, name: 'Jörg Groß', sponsor: 0 },
    { number: 1002, name: 'Ben Preis 5 €', sponsor: 1001 },
    { number: 1003, name: 'Cleo Meyer; geb. Öz', sponsor: 1002 },
  ]);
  const [joerg] = await database.asOwner<{ joined_at: Date; country: string; external_number: string; code: string }>(
    `select p.joined_at, p.country, p.external_number, c.code from partner p
       join partner_code c on c.network_id = p.network_id and c.number = p.number where p.network_id = $1 and p.number = 1001`,
    [networkId],
  );
  expect(joerg).toEqual({
    joined_at: new Date('2025-01-31T23:00:00Z'),
    country: 'DE',
    external_number: '7',
    code: 'JOERG7',
  });
  expect((await inTransaction(networkId, (tx) => findContact(tx, 1003)))?.email).toBe('cleo@example.com');
});

test('the file is sealed while it waits and gone when the import is over', async () => {
  const networkId = await givenListNetwork();
  const step = await checked(networkId, GERMAN);
  const file = async () =>
    (await database.asOwner<{ file: Buffer }>('select file from partner_import where id = $1', [step.importId]))[0]
      ?.file;
  expect((await file())?.includes('example.com')).toBe(false);
  await startImport(step);
  await runImport(step);
  expect((await file())?.length).toBe(0);
});

test('one bad line keeps the whole list out, and the report names lines and reasons', async () => {
  const networkId = await givenListNetwork();
  const { number: anna } = await createPartner(person(networkId, 'Anna'));
  const list = [
    'First name,Last name,Email,Sponsor,Code,Joined',
    `Ben,B,ben@example.com,${anna},BEN1,`,
    'Cleo,C,anna@example.com,9999,ANNA1OO1,31.02.2025',
    ',,not an address,,X,',
  ].join('\n');
  const { found, importId, ...step } = await checked(networkId, list);
  expect(found).toMatchObject({ state: 'checked', lineCount: 3 });
  const bad = await inTransaction(networkId, (tx) => readBadLines(tx, importId));
  expect(bad.map((line) => line.errors.map((error) => `${error.line} ${error.code}`).sort())).toEqual([
    ['3 bad-date', '3 duplicate-email', '3 look-alike-code'],
    ['4 bad-code', '4 bad-email', '4 missing-name'],
  ]);
  await expect(startImport({ ...step, importId })).rejects.toMatchObject({ code: 'import.has-errors' });
  await runImport({ ...step, importId });
  expect(await partnersOf(networkId)).toHaveLength(1);
});

test('what has become wrong since the dry run keeps everything out', async () => {
  const networkId = await givenListNetwork();
  const step = await checked(networkId, GERMAN);
  await startImport(step);
  await createPartner({ ...person(networkId, 'Quick'), email: 'cleo@example.com' });
  await runImport(step);
  expect(await seen(networkId, step.importId)).toMatchObject({ state: 'checked', report: { errors: 1 } });
  expect(await partnersOf(networkId)).toHaveLength(1);
});

test('an import ordered and run several times makes its partners once', async () => {
  const networkId = await givenListNetwork();
  const step = await checked(networkId, GERMAN);
  await Promise.all([startImport(step), startImport(step)]);
  await runImport(step);
  await runImport(step);
  await startImport(step);
  expect(await partnersOf(networkId)).toHaveLength(3);
});

test('a code of the list wins over one that we would make for another line', async () => {
  const networkId = await givenListNetwork();
  await imported(networkId, 'Name;Code\nAnna A;\nBen B;ANNA1001\n');
  const codes = await database.asOwner<{ number: number; code: string }>(
    'select number, code from partner_code where network_id = $1 order by number',
    [networkId],
  );
  expect(codes[1]).toEqual({ number: 1002, code: 'ANNA1001' });
  expect(codes[0]?.code).toMatch(/^[A-Z0-9]{8}$/);
});

test('columns can be matched by hand, and a match without a name is refused', async () => {
  const networkId = await givenListNetwork();
  const step = await uploaded(networkId, 'A;B\nAnna;anna@example.com\n');
  expect(step.mapping).toEqual([null, null]);
  await expect(checkImport({ ...step, mapping: [null, 'email'] })).rejects.toMatchObject({
    details: { mapping: 'no-name' },
  });
  await checkImport({ ...step, mapping: ['fullName', 'email'] });
  await runImportCheck(step);
  expect(await seen(networkId, step.importId)).toMatchObject({ state: 'checked', report: { partners: 1, errors: 0 } });
});

test('another network’s import is not there', async () => {
  const [one, two] = [await givenListNetwork(), await givenListNetwork()];
  const step = await checked(one, GERMAN);
  await expect(startImport({ ...step, networkId: two })).rejects.toMatchObject({ code: 'import.not-found' });
  expect(await seen(two, step.importId)).toBeNull();
});

test('too many bytes, and too many lines, are refused', async () => {
  const networkId = await givenListNetwork();
  await expect(uploaded(networkId, Buffer.alloc(20 * 1024 * 1024 + 1, 'a;'))).rejects.toMatchObject({
    code: 'import.too-large',
  });
  const { found } = await checked(networkId, `Name;Code\n${'x;\n'.repeat(100_001)}`);
  expect(found?.state).toBe('failed');
});

test('a list of 100,000 comes in whole, with a chain and a star in it', { timeout: 300_000 }, async () => {
  const networkId = await givenListNetwork();
  const lines = Array.from({ length: 100_000 }, (_, index) => {
    const number = index + 1;
    const sponsor = number <= 10_000 ? number - 1 || '' : number <= 20_000 ? 1 : Math.floor(number / 3);
    return `${number};Vorname${number};Nachname;p${number}@example.com;${sponsor}`;
  });
  const started = performance.now();
  const { found } = await imported(networkId, `Nummer;Vorname;Nachname;E-Mail;Sponsor\n${lines.reverse().join('\n')}`);
  process.stdout.write(`100,000 partners in ${Math.round(performance.now() - started)} ms\n`);
  expect(found).toMatchObject({ state: 'done', report: { partners: 100_000 } });
  const [count] = await database.asOwner<{ partners: bigint; edges: bigint; codes: bigint }>(
    `select (select count(*)::int from partner where network_id = $1 and number > 0) as partners,
            (select count(*)::int from sponsor_edge where network_id = $1) as edges,
            (select count(*)::int from partner_code where network_id = $1) as codes`,
    [networkId],
  );
  expect(count).toEqual({ partners: 100_000, edges: 100_000, codes: 100_000 });
});
