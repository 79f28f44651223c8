import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { createPartner } from '#app/services/partners/create-partner.ts';
import { testDatabase } from '#tests/database/test-database.ts';
import { givenStory, STORY_NOW } from '#tests/e2e/portal/given-story.ts';
import { runJobs } from '#tests/jobs/run-jobs.ts';
import { givenAdmin } from '#tests/routes/given-admin.ts';
import { person } from '#tests/services/partners/given.ts';
import { givenMoney, orderFacts, refunded, tellOnly, type GivenOrder } from '#tests/given/money.ts';

// Goal: the files of the admin hold exactly the rows of the page, in the form that the language's spreadsheet opens, and
// nothing that it would run. Method: the built web process over HTTP; names and orders that are formulas; line by line.
const database = await testDatabase();
const money = await givenMoney(database, 'sonne');
const { networkId } = money;
await createPartner({
  ...person(networkId, 'Eve', money.anna),
  ...{ firstName: '=HYPERLINK("http://evil.example")', lastName: '@SUM', email: 'eve@example.com', code: 'EVE77' },
});
const at = (day: string) => new Date(`2026-${day}T10:00:00Z`);
const named = (name: string, order: GivenOrder) => ({ ...orderFacts(order), name });
const returned = named('#1003', {
  code: 'EVE77',
  paidAt: at('11-05'),
  netMinor: [2050, 1000],
  fulfilledAt: at('11-06'),
});
for (const order of [
  named('#1001', { code: 'CLEO77', paidAt: at('11-03'), netMinor: [10_000], fulfilledAt: at('11-04') }),
  named('=1+1', { code: null, paidAt: at('11-04'), netMinor: [123_456] }),
  returned,
  refunded(returned, { line: 1, at: at('11-07') }),
])
  await tellOnly(money, order, order.updatedAt);
await runJobs(STORY_NOW);
await givenStory(database, 'mond');
const admin = await givenAdmin(database, ['sonne', 'mond']);

/** A file's lines; the byte-order mark, that browsers' decoders take away, is looked for in the bytes. */
async function linesOf(response: Response): Promise<string[]> {
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(response.headers.get('cache-control')).toBe('no-store');
  const bytes = Buffer.from(await response.arrayBuffer());
  expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
  const lines = bytes.subarray(3).toString('utf8').split('\r\n');
  expect(lines.pop(), 'ends with a line end').toBe('');
  const cells = parse(lines.join('\n'), { delimiter: [';', ','], relax_column_count: true }).flat();
  expect(cells.filter((cell) => /^[=+@\t\r]|^-(?!\d)/.test(cell))).toEqual([]);
  expect(lines.join(), 'has no other line ends or marks').not.toMatch(/[\n\ufeff]/);
  return lines;
}

const file = async (path: string, handle = 'sonne') => linesOf(await admin.get(handle, path));

test('orders in English', async () => {
  expect(await file('/app/orders/export?locale=en')).toEqual([
    'Order,Date,Partner number,Partner,Decided by,Channel,Net base,Cost on all levels,Cost in %,Currency,State',
    `#1003,5 Nov 2026,1004,"'=HYPERLINK(""http://evil.example"") @SUM",Cart link,Online shop,20.50,3.07,14.9756%,EUR,Refunded`,
    `'=1+1,4 Nov 2026,,,Nobody,Online shop,1234.56,0.00,0%,EUR,`,
    '#1001,3 Nov 2026,1003,Cleo Muster,Cart link,Online shop,100.00,18.00,18%,EUR,',
  ]);
});

test('orders in German, filtered as the page is', async () => {
  expect(await file('/app/orders/export?locale=de')).toEqual([
    'Bestellung;Datum;Partnernummer;Partner;Entschieden durch;Kanal;Nettobasis;Kosten auf allen Ebenen;Kosten in %;Währung;Stand',
    `#1003;05.11.2026;1004;"'=HYPERLINK(""http://evil.example"") @SUM";Link im Warenkorb;Onlineshop;20,50;3,07;14,9756\u00a0%;EUR;Rückerstattet`,
    `'=1+1;04.11.2026;;;Niemand;Onlineshop;1234,56;0,00;0\u00a0%;EUR;`,
    '#1001;03.11.2026;1003;Cleo Muster;Link im Warenkorb;Onlineshop;100,00;18,00;18\u00a0%;EUR;',
  ]);
  expect(await file('/app/orders/export?locale=de&view=without-partner')).toEqual([
    'Bestellung;Datum;Partnernummer;Partner;Entschieden durch;Kanal;Nettobasis;Kosten auf allen Ebenen;Kosten in %;Währung;Stand',
    `'=1+1;04.11.2026;;;Niemand;Onlineshop;1234,56;0,00;0\u00a0%;EUR;`,
  ]);
  expect(await file('/app/orders/export?locale=de&q=%231003&sort=oldest')).toEqual([
    'Bestellung;Datum;Partnernummer;Partner;Entschieden durch;Kanal;Nettobasis;Kosten auf allen Ebenen;Kosten in %;Währung;Stand',
    `#1003;05.11.2026;1004;"'=HYPERLINK(""http://evil.example"") @SUM";Link im Warenkorb;Onlineshop;20,50;3,07;14,9756\u00a0%;EUR;Rückerstattet`,
  ]);
  expect(await file('/app/orders/export?locale=de&partner=999')).toHaveLength(1);
});

/** A line without its last cell, which is a sentence. */
const withoutReason = (line: string) => line.replace(/([;,])"(?:[^"]|"")*"$/, '$1…');

test('commissions, in both languages', async () => {
  const german = await file('/app/commissions/export?locale=de');
  expect(german.map(withoutReason)).toEqual([
    'Datum;Bestellung;Partner;Partnernummer;Provisionsebene;Provisionssatz;Provisionsbasis;Betrag;Währung;Stand;In Wartezeit bis;Erklärung',
    '05.11.2026;#1003;Anna Muster;1001;2;5\u00a0%;20,50;1,02;EUR;voraussichtlich;;…',
    `05.11.2026;#1003;"'=HYPERLINK(""http://evil.example"") @SUM";1004;1;10\u00a0%;20,50;2,05;EUR;voraussichtlich;;…`,
    '03.11.2026;#1001;Anna Muster;1001;3;3\u00a0%;100,00;3,00;EUR;voraussichtlich;;…',
    '03.11.2026;#1001;Ben Muster;1002;2;5\u00a0%;100,00;5,00;EUR;voraussichtlich;;…',
    '03.11.2026;#1001;Cleo Muster;1003;1;10\u00a0%;100,00;10,00;EUR;voraussichtlich;;…',
  ]);
  expect(german.at(-1)).toContain('Cleo Muster erhält 10,00\u00a0€: 10\u00a0% von 100,00\u00a0€');
  const first = await file('/app/commissions/export?locale=en&level=1');
  expect(first.map(withoutReason)).toEqual([
    'Date,Order,Partner,Partner number,Pay level,Rate,Base,Amount,Currency,State,Held until,Explanation',
    `5 Nov 2026,#1003,"'=HYPERLINK(""http://evil.example"") @SUM",1004,1,10%,20.50,2.05,EUR,estimated,,…`,
    '3 Nov 2026,#1001,Cleo Muster,1003,1,10%,100.00,10.00,EUR,estimated,,…',
  ]);
});

test('partners, in both languages', async () => {
  expect(await file('/app/partners/export?locale=de')).toEqual([
    'Nummer;Nummer in der importierten Liste;Vorname;Nachname;E-Mail;Status;Sponsor;Code;Land;Beitritt;Teamumsatz;In Wartezeit;Verfügbar;Währung',
    '1001;;Anna;Muster;anna@example.com;Aktiv;0;ANNA77;DE;2026-10-01;120,50;0,00;0,00;EUR',
    '1002;;Ben;Muster;ben@example.com;Aktiv;1001;BEN77;DE;2026-10-01;100,00;0,00;0,00;EUR',
    '1003;;Cleo;Muster;cleo@example.com;Aktiv;1002;CLEO77;DE;2026-10-01;100,00;0,00;0,00;EUR',
    `1004;;"'=HYPERLINK(""http://evil.example"")";'@SUM;eve@example.com;Aktiv;1001;EVE77;DE;2026-10-01;20,50;0,00;0,00;EUR`,
  ]);
  expect(await file('/app/partners/export?locale=en&q=Cleo')).toEqual([
    'Number,Number in the imported list,First name,Last name,E-mail,Status,Sponsor,Code,Country,Joined,Team sales,Held,Available,Currency',
    '1003,,Cleo,Muster,cleo@example.com,Active,1002,CLEO77,DE,2026-10-01,100.00,0.00,0.00,EUR',
  ]);
});

test('a file of many orders has every order once, newest first, and as many rows as the network', async () => {
  const [, ...lines] = await file('/app/orders/export?locale=en', 'mond');
  const [{ count } = { count: 0 }] = await database.asOwner<{ count: number }>(
    `select count(*)::int as count from shop_order o join shop s on s.id = o.shop_id where s.domain = 'mond.myshopify.com'`,
  );
  const names = lines.map((line) => line.split(',')[0]);
  expect(new Set(names).size).toBe(count);
  expect(names).toHaveLength(count);
  expect(names.at(-1)).toBe('#987');
});

test('a payout, handed over by a POST and named as a file; a GET gives nothing', async () => {
  const response = await admin.send('mond', '/app/payouts/1/file?locale=de', { method: 'POST' });
  expect(response.headers.get('content-disposition')).toBe('attachment; filename="payout-1.csv"');
  expect(await linesOf(response)).toEqual([
    'Auszahlungslauf;Partnernummer;Vorname;Nachname;Externe Nummer;Betrag;Währung',
    '1;1001;Anna;Muster;;30,00;EUR',
    '1;1002;Ben;Muster;;50,00;EUR',
    '1;1003;Cleo;Muster;;100,00;EUR',
  ]);
  expect((await admin.get('mond', '/app/payouts/1/file')).status).toBe(400);
});
