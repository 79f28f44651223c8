import { expect, test } from 'vitest';
import { createPartner } from '#app/services/partners/create-partner.ts';
import { invitePartner } from '#app/services/partners/invite-partner.ts';
import { requestLink } from '#app/services/portal/request-link.ts';
import { brandOf } from '#app/domain/brand/brand.ts';
import { saveLook } from '#app/services/settings/save-look.ts';
import { takeMails } from '#tests/adapters/mail/mailbox.ts';
import { testDatabase } from '#tests/database/test-database.ts';
import { NOW, person } from '#tests/services/partners/given.ts';
import { givenPortal, runMailJobs } from '#tests/services/portal/given.ts';

await testDatabase();

test('a sign-in mail says the fact in its subject, has one button, a text part and the reason', async () => {
  const networkId = await givenPortal('sonne');
  await createPartner({ ...person(networkId, 'Anna'), language: 'de' });
  await requestLink({ networkId, email: 'anna@example.com', page: null, clientAddress: null });
  await runMailJobs(NOW);
  const [mail] = await takeMails();
  expect(mail?.to).toBe('anna@example.com');
  expect(mail?.subject).toBe('Ihr Anmeldelink für Hofladen Sonne');
  expect(mail?.link).toMatch(/^https:\/\/app\.lineage\.example\/portal\/sonne\/link\/[\w-]{43}$/);
  expect(mail?.html.match(/<a /g), 'the button, and its address in clear').toHaveLength(2);
  for (const part of [mail?.text, mail?.html]) {
    expect(part).toContain('Guten Tag Anna,');
    expect(part).toContain('weil mit Ihrer Adresse ein Anmeldelink');
  }
});

test('an invitation is in the language of the invited, under the name and colour that the merchant chose', async () => {
  const networkId = await givenPortal('mond');
  const choice = { name: 'Mond & Söhne', colour: '#7cb342', imprintUrl: null, privacyUrl: null };
  await saveLook({ networkId, actor: 'staff:1', now: NOW, logo: 'keep', ...choice });
  await invitePartner({ ...person(networkId, 'Ben'), language: 'en' });
  await runMailJobs(NOW);
  const [mail] = await takeMails();
  expect(mail?.subject).toBe('Mond & Söhne invites you to become a partner');
  expect(mail?.html).toContain(`background:${brandOf(choice).light.fill}`);
  expect(mail?.html).toContain('Mond &amp; Söhne invites you');
  expect(mail?.text).toContain('Joining is free');
});

const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

test('a mail brings the logo along, wears the brand by night as well and ends with the imprint in both parts', async () => {
  const networkId = await givenPortal('lampe');
  const links = { imprintUrl: 'https://lampe.example/imprint?a=1&b=2', privacyUrl: 'https://lampe.example/privacy' };
  const choice = { name: 'Lampe', colour: '#ffe000', ...links };
  await saveLook({ networkId, actor: 'staff:1', now: NOW, logo: PNG, ...choice });
  await createPartner({ ...person(networkId, 'Anna'), language: 'en' });
  await requestLink({ networkId, email: 'anna@example.com', page: null, clientAddress: null });
  await runMailJobs(NOW);
  const [mail] = await takeMails();
  const logo = /<img [^>]*src="(cid:[^"]+)" alt="Lampe"/.exec(mail?.html ?? '')?.[1];
  expect(mail?.pictures.get(logo ?? '')).toBe(`data:image/png;base64,${PNG}`);
  expect(mail?.html).toContain(`.fill{background:${brandOf(choice).dark.fill}!important`);
  expect(mail?.html, 'nothing is fetched when it is opened').not.toMatch(/(src|url\()=?["']?https?:/);
  for (const url of Object.values(links)) expect(mail?.text).toContain(url);
  expect(mail?.html).toContain('href="https://lampe.example/imprint?a=1&amp;b=2"');
  expect(mail?.text).toMatch(/^-- $/m);
});

test('names are text, whatever they contain', async () => {
  const networkId = await givenPortal('stern', '<script>alert(1)</script>');
  await createPartner({ ...person(networkId, 'Anna'), firstName: '{merchant} <b>"A"</b>' });
  await requestLink({ networkId, email: 'anna@example.com', page: null, clientAddress: null });
  await runMailJobs(NOW);
  const [mail] = await takeMails();
  expect(mail?.html).not.toMatch(/<script|<b>/);
  expect(mail?.text).toContain('{merchant} <b>"A"</b>');
});
