import { foldName } from '#app/domain/partners/fold-name.ts';

/** What a column can hold. `fullName` is split at its last space; `skip` is read over. */
export const IMPORT_FIELDS = [
  'externalNumber',
  'firstName',
  'lastName',
  'fullName',
  'email',
  'phone',
  'sponsor',
  'code',
  'joinedOn',
  'country',
  'language',
] as const;
export type ImportField = (typeof IMPORT_FIELDS)[number];

/** Which column is which field, by position; null is read over. Every field at most once. */
export type ColumnMapping = readonly (ImportField | null)[];

/** Headings of the usual exports, English and German, folded to letters and digits. */
const HEADINGS: Readonly<Record<ImportField, string>> = {
  externalNumber:
    'number no nr id partnernumber partnerno partnernr partnerid partnernummer nummer membernumber memberid mitgliedsnummer mitgliedsnr beraternummer beraternr beraterid vpnummer vertriebspartnernummer distributorid affiliateid externalnumber externenummer kundennummer',
  firstName: 'firstname first givenname forename vorname rufname',
  lastName: 'lastname last surname familyname nachname familienname zuname',
  fullName: 'name fullname partnername partner vollername vorundnachname vornamenachname kontakt ansprechpartner',
  email: 'email mail emailaddress mailaddress emailadresse mailadresse epost',
  phone: 'phone phonenumber telephone tel telefon telefonnummer mobile mobil mobilnummer handy handynummer rufnummer',
  sponsor:
    'sponsor sponsornumber sponsorno sponsornr sponsornummer sponsorid upline uplineid uplinenumber parent parentid enroller enrollerid registrierer geworbenvon empfohlenvon empfehler referrer referredby recruitedby werber teamleiter',
  code: 'code partnercode referralcode refcode ref couponcode coupon empfehlungscode gutscheincode rabattcode affiliatecode',
  joinedOn:
    'joined joinedon joinedat joindate startdate started since signupdate enrolldate createdat created registered eintritt eintrittsdatum beitritt beitrittsdatum registriertam angelegtam seit partnerseit startdatum',
  country: 'country countrycode land landercode laendercode landeskennung staat',
  language: 'language languagecode lang locale sprache sprachcode',
};

const FIELD_OF: ReadonlyMap<string, ImportField> = new Map(
  IMPORT_FIELDS.flatMap((field) => HEADINGS[field].split(' ').map((heading) => [heading, field] as const)),
);

/** The field that a heading stands for, if it is one of the usual ones. */
function fieldOf(heading: string): ImportField | null {
  return FIELD_OF.get(foldName(heading).replaceAll(/[^a-z0-9]/g, '')) ?? null;
}

/** A first guess at which column is which; of two columns for one field the first counts. */
export function suggestMapping(headings: readonly string[]): ColumnMapping {
  const taken = new Set<ImportField>();
  return headings.map((heading) => {
    const field = fieldOf(heading);
    if (field === null || taken.has(field)) return null;
    taken.add(field);
    return field;
  });
}

export type MappingProblem = 'no-name' | 'field-twice';

/** Why a mapping cannot be used; null if it can. A partner needs a name, everything else may be missing. */
export function mappingProblem(mapping: ColumnMapping): MappingProblem | null {
  const fields = mapping.filter((field) => field !== null);
  if (new Set(fields).size < fields.length) return 'field-twice';
  const hasName = fields.some((field) => field === 'firstName' || field === 'lastName' || field === 'fullName');
  return hasName ? null : 'no-name';
}
