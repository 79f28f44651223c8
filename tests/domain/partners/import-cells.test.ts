import { expect, test } from 'vitest';
import { readCells } from '#app/domain/partners/import-cells.ts';
import { mappingProblem, suggestMapping } from '#app/domain/partners/import-columns.ts';

test('the headings of usual exports are recognised in both languages', () => {
  expect(
    suggestMapping(['Partner-Nr.', 'Vorname', 'Nachname', 'E-Mail-Adresse', 'Geworben von', 'Eintrittsdatum']),
  ).toEqual(['externalNumber', 'firstName', 'lastName', 'email', 'sponsor', 'joinedOn']);
  expect(
    suggestMapping(['ID', 'First Name', 'Last name', 'Email', 'Sponsor ID', 'Coupon', 'Country', 'Shoe size']),
  ).toEqual(['externalNumber', 'firstName', 'lastName', 'email', 'sponsor', 'code', 'country', null]);
});

test('of two columns for one field the first counts, and a list without names cannot be used', () => {
  expect(suggestMapping(['Name', 'Partner', 'E-Mail'])).toEqual(['fullName', null, 'email']);
  expect(mappingProblem(['email', null])).toBe('no-name');
  expect(mappingProblem(['fullName', 'email', 'email'])).toBe('field-twice');
  expect(mappingProblem(['fullName', 'email'])).toBeNull();
});

test.each([
  ['Jörg von der Heide', { firstName: 'Jörg von der', lastName: 'Heide' }],
  ['Heide, Jörg von der', { firstName: 'Jörg von der', lastName: 'Heide' }],
  ['Cleo', { firstName: 'Cleo', lastName: null }],
])('"%s" in one column', (text, name) => {
  expect(readCells(2, [text], ['fullName']).row).toMatchObject(name);
});

test.each([
  ['24.12.2025', '2025-12-24'],
  ['1.2.2025 08:30', '2025-02-01'],
  ['2025-12-24T10:00:00Z', '2025-12-24'],
])('the day "%s"', (text, day) => {
  expect(readCells(2, [text], ['joinedOn']).details.joinedOn).toBe(day);
});

test.each(['30.02.2025', '12/24/2025', 'gestern', '2025-13-01'])('"%s" is no day, and the line says so', (text) => {
  expect(readCells(7, [text], ['joinedOn']).errors).toEqual([{ line: 7, code: 'bad-date', text }]);
});

test('numbers that a spreadsheet wrote with decimals are numbers again; countries and languages are read as words', () => {
  const { row, details, errors } = readCells(
    2,
    ['1001,00', '7.0', 'Österreich', 'Deutsch', 'A-17'],
    ['externalNumber', 'sponsor', 'country', 'language', 'code'],
  );
  expect(row).toMatchObject({ externalNumber: '1001', sponsor: '7', code: 'A-17' });
  expect(details).toMatchObject({ country: 'AT', language: 'de' });
  expect(errors).toEqual([]);
});
