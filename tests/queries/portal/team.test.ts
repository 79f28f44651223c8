import { expect, test } from 'vitest';
import { nothingAnswer } from '#app/queries/portal/nothing.ts';
import { ordersWithoutMe } from '#app/queries/portal/orders-without-me.ts';
import { sharePage } from '#app/queries/portal/share.ts';
import { teamSearch } from '#app/queries/portal/team-search.ts';
import { activityOf, teamCard, teamLevel, teamPage } from '#app/queries/portal/team.ts';
import { createPartner } from '#app/services/partners/create-partner.ts';
import { testDatabase } from '#tests/database/test-database.ts';
import { givenStory, STORY_NOW } from '#tests/e2e/portal/given-story.ts';
import { runJobs } from '#tests/jobs/run-jobs.ts';
import { person } from '#tests/services/partners/given.ts';

const database = await testDatabase();
const story = await givenStory(database, 'sonne');
const { networkId, anna, ben, cleo } = story;
const visit = (number: number) => ({ networkId, number, now: STORY_NOW });

for (let index = 0; index < 27; index++) {
  await createPartner({ ...person(networkId, `Dora${index}`, ben), lastName: `Zöllner${index}` });
}
const { number: stranger } = await createPartner(person(networkId, 'Emil'));
await runJobs(STORY_NOW);

test('a team is counted by level, with the first five of each by first name and initial', async () => {
  const page = await teamPage(visit(anna));
  expect(page).toMatchObject({ total: 29, sponsor: null });
  expect(page.levels.map(({ level, partners, people }) => [level, partners, people.length])).toEqual([
    [1, 1, 1],
    [2, 28, 5],
  ]);
  expect(page.levels[1]?.people[0]).toMatchObject({ number: cleo, name: 'Cleo M.', level: 2, activity: 3 });
  expect(JSON.stringify(page)).not.toMatch(/Muster|Zöllner/);
  expect(await teamPage(visit(cleo))).toMatchObject({ total: 0, levels: [], sponsor: 'Ben M.' });
});

test('a level comes in pages of twenty, in one order, without gaps', async () => {
  const first = await teamLevel({ ...visit(anna), level: 2, after: 0 });
  const second = await teamLevel({ ...visit(anna), level: 2, after: first.next ?? 0 });
  expect([first.people.length, second.people.length, second.next]).toEqual([20, 8, null]);
  expect(new Set([...first.people, ...second.people].map((one) => one.number)).size).toBe(28);
});

test('search finds what may be seen, and nothing by what may not', async () => {
  const found = async (text: string, number = anna) =>
    (await teamSearch({ ...visit(number), text })).map((one) => one.name);
  expect(await found('cle')).toEqual(['Cleo M.']);
  expect(await found('Cleo M')).toEqual(['Cleo M.']);
  expect(await found('Cleo Muste'), 'of a last name the initial counts').toEqual(['Cleo M.']);
  expect(await found('Cleo X')).toEqual([]);
  expect(await found('Muster')).toEqual([]);
  expect(await found(String(cleo))).toEqual(['Cleo M.']);
  expect(await found('dora')).toHaveLength(20);
  for (const outside of ['Anna', 'Emil', String(stranger), String(ben), '%', "' or 1=1"]) {
    expect(await found(outside, cleo), outside).toEqual([]);
  }
});

test('a card exists for the own team only', async () => {
  expect(await teamCard({ ...visit(anna), person: ben })).toMatchObject({
    person: { name: 'Ben M.', level: 1 },
    below: 28,
  });
  for (const person of [anna, stranger, 0, 999_999]) expect(await teamCard({ ...visit(ben), person })).toBeNull();
});

test('activity has four classes', () => {
  expect([0, 1, 2, 3, 9, 10, 500].map(activityOf)).toEqual([0, 1, 1, 2, 2, 3, 3]);
});

test('a link carries the code to the shop', async () => {
  expect(await sharePage({ networkId, number: cleo })).toEqual({
    codes: ['CLEO77'],
    links: [{ code: 'CLEO77', shop: 'sonne', url: 'https://sonne.myshopify.com/?ref=CLEO77' }],
  });
});

test('"why nothing" answers for the own team, and says nothing of other orders', async () => {
  const ask = (number: number, order: string) => nothingAnswer({ ...visit(number), order, locale: 'en' });
  expect(await ask(cleo, '987')).toEqual({ kind: 'earned', order: '#987' });
  expect(await ask(anna, ' #987 ')).toEqual({ kind: 'earned', order: '#987' });
  for (const order of ['1002', '1011', '999', '', '%'])
    expect(await ask(cleo, order), order).toEqual({ kind: 'unknown' });
  expect(await ask(stranger, '987')).toEqual({ kind: 'unknown' });
  expect(await ordersWithoutMe(visit(anna))).toEqual([]);
});
