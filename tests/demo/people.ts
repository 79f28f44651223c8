import { inTransaction, networkIdSchema, type NetworkId } from '#app/adapters/db/transaction.server.ts';
import { createPartner } from '#app/services/partners/create-partner.ts';
import { invitePartner } from '#app/services/partners/invite-partner.ts';
import type { Chance } from '#tests/demo/chance.ts';

const FIRST_NAMES = [
  ...[
    'Dana',
    'Emil',
    'Frida',
    'Georg',
    'Hanna',
    'Ida',
    'Jonas',
    'Klara',
    'Leon',
    'Mila',
    'Nele',
    'Oskar',
    'Paula',
    'Quirin',
  ],
  ...[
    'Rosa',
    'Samuel',
    'Thea',
    'Uwe',
    'Vera',
    'Willi',
    'Xenia',
    'Yusuf',
    'Zoe',
    'Amira',
    'Bruno',
    'Carla',
    'David',
    'Elif',
  ],
  ...[
    'Finn',
    'Greta',
    'Hugo',
    'Ines',
    'Jakob',
    'Katja',
    'Lars',
    'Marta',
    'Nils',
    'Olga',
    'Pavel',
    'Ronja',
    'Stefan',
    'Tilda',
  ],
];
const LAST_NAMES = [
  ...[
    'Albrecht',
    'Berger',
    'Çelik',
    'Dörfler',
    'Engel',
    'Fuchs',
    'Groß',
    'Hofmann',
    'Iwanow',
    'Jansen',
    'Krüger',
    'Lang',
  ],
  ...[
    'Müller',
    'Neumann',
    'Öztürk',
    'Peters',
    'Richter',
    'Schäfer',
    'Thoma',
    'Ulrich',
    'Vogel',
    'Weiß',
    'Yıldız',
    'Zimmer',
  ],
];

/** A partner of the demo. */
export interface Person {
  number: number;
  code: string;
  sponsor: number;
}

const DAY_MS = 86_400_000;

/** Anna ▶ Ben ▶ Cleo and some forty others under them, joined before the history begins; two wait for an answer. */
export async function givenPeople(network: number, { pick, below }: Chance, joinedBefore: Date): Promise<Person[]> {
  const networkId: NetworkId = networkIdSchema.parse(network);
  const people: Person[] = [];
  const add = async (firstName: string, lastName: string, sponsor: number, email: string, code: string | null) => {
    const now = new Date(joinedBefore.getTime() - (60 - people.length) * DAY_MS);
    const { number } = await createPartner({
      ...{
        networkId,
        actor: 'staff:demo',
        now,
        requestId: crypto.randomUUID(),
        firstName,
        lastName,
        email,
        sponsor,
        code,
      },
      ...{ phone: null, country: 'DE', language: people.length % 3 === 0 ? 'en' : 'de' },
    });
    const made = await codeOf(networkId, number);
    people.push({ number, code: made, sponsor });
    return number;
  };
  const anna = await add('Anna', 'Lindner', 0, 'anna@example.com', 'ANNA10');
  const ben = await add('Ben', 'Okafor', anna, 'ben@example.com', 'BEN10');
  await add('Cleo', 'Marin', ben, 'cleo@example.com', 'CLEO10');
  for (const [index, firstName] of FIRST_NAMES.entries()) {
    const sponsor = people[below(Math.min(people.length, 4 + Math.floor(index / 2)))]?.number ?? anna;
    await add(firstName, pick(LAST_NAMES), sponsor, `${firstName.toLowerCase()}${index}@example.com`, null);
  }
  await invitePartner({
    ...{
      networkId,
      actor: 'staff:demo',
      now: joinedBefore,
      requestId: crypto.randomUUID(),
      firstName: 'Viktor',
      lastName: 'Sommer',
    },
    ...{ email: 'viktor@example.com', sponsor: ben, code: null, phone: null, country: 'DE', language: 'de' as const },
  });
  return people;
}

async function codeOf(networkId: NetworkId, number: number): Promise<string> {
  return inTransaction(networkId, async (tx) => {
    const { rows } = await tx.client.query<{ code: string }>(
      'select code from partner_code where network_id = $1 and number = $2 order by valid_from limit 1',
      [networkId, number],
    );
    return rows[0]?.code ?? '';
  });
}
