import { InlineStack, Text } from '@shopify/polaris';
import { useTranslations } from 'use-intl';
import classes from '#app/components/admin/plan/templates/template-picture.module.css';

/** People at places of a grid of 12 by 6; the one who sold, those who earn from it, and everybody else. */
interface Picture {
  readonly people: readonly (readonly [x: number, y: number, part?: 'sold' | 'earns' | 'both'])[];
  /** Who stands under whom. */
  readonly lines: readonly (readonly [above: number, below: number])[];
  /** Groups that break away: a ring around a person. */
  readonly rings?: readonly number[];
}

const CHAIN = [
  [0, 1],
  [1, 2],
  [2, 3],
] as const;

const PICTURES = {
  refer_a_friend: { people: [[6, 3, 'both']], lines: [] },
  unilevel: {
    people: [
      [6, 0.8, 'earns'],
      [4, 2.6, 'earns'],
      [8, 2.6],
      [3, 4.6, 'both'],
      [5, 4.6],
      [9, 4.6],
    ],
    lines: [
      [0, 1],
      [0, 2],
      [1, 3],
      [1, 4],
      [2, 5],
    ],
  },
  unilevel_ranks: {
    people: [
      [6, 0.6, 'earns'],
      [6, 1.9, 'earns'],
      [6, 3.2],
      [6, 4.5, 'earns'],
      [6, 5.5, 'sold'],
    ],
    lines: [...CHAIN, [3, 4]],
    rings: [0, 1],
  },
  stairstep: {
    people: [
      [2.5, 5, 'both'],
      [5, 3.8, 'earns'],
      [7.5, 2.4, 'earns'],
      [10, 1, 'earns'],
    ],
    lines: CHAIN,
    rings: [3],
  },
  binary: {
    people: [
      [6, 0.8, 'earns'],
      [3.4, 2.7],
      [8.6, 2.7],
      [2, 4.8, 'sold'],
      [4.8, 4.8],
      [7.2, 4.8],
      [10, 4.8, 'sold'],
    ],
    lines: [
      [0, 1],
      [0, 2],
      [1, 3],
      [1, 4],
      [2, 5],
      [2, 6],
    ],
  },
  matrix: {
    people: [
      [6, 0.8, 'earns'],
      [3, 2.6, 'earns'],
      [6, 2.6],
      [9, 2.6],
      [2, 4.6, 'both'],
      [3, 4.6],
      [4, 4.6],
      [5.2, 4.6],
    ],
    lines: [
      [0, 1],
      [0, 2],
      [0, 3],
      [1, 4],
      [1, 5],
      [1, 6],
      [2, 7],
    ],
  },
  generations: {
    people: [
      [6, 0.7, 'earns'],
      [6, 2.2, 'earns'],
      [6, 3.7],
      [6, 5.2, 'both'],
    ],
    lines: CHAIN,
    rings: [0, 1],
  },
  party: {
    people: [
      [6, 1, 'earns'],
      [6, 3.4, 'both'],
      [3.2, 5],
      [5, 5.3],
      [7, 5.3],
      [8.8, 5],
    ],
    lines: [
      [0, 1],
      [1, 2],
      [1, 3],
      [1, 4],
      [1, 5],
    ],
  },
} satisfies Record<string, Picture>;

export type PictureName = keyof typeof PICTURES;

const UNIT = 16;
const RADIUS = 6;

const SIGNS = ['earns', 'sold', 'ring'] as const;

/** What the signs of the pictures mean. */
export function PictureSigns() {
  const t = useTranslations('plan.template.sign');
  return (
    <InlineStack gap="400" as="ul">
      {SIGNS.map((sign) => (
        <li key={sign} className={classes.sign}>
          <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" focusable="false">
            {sign === 'ring' && <circle cx="12" cy="12" r="6" className={classes.earns} />}
            <circle cx="12" cy="12" r={sign === 'ring' ? 10 : 7} className={classes[sign]} />
          </svg>
          <Text as="span" tone="subdued">
            {t(sign)}
          </Text>
        </li>
      ))}
    </InlineStack>
  );
}

/** How a plan pays, as a small tree: filled who sold, dark who earns from it, ringed who has the rank for it. */
export function TemplatePicture({ name }: { name: PictureName }) {
  const { people, lines, rings = [] }: Picture = PICTURES[name];
  const at = (index: number) => {
    const [x, y] = people[index] ?? [0, 0];
    return { x: x * UNIT, y: y * UNIT };
  };
  return (
    <svg viewBox="0 0 192 96" className={classes.picture} aria-hidden="true" focusable="false">
      {lines.map(([above, below]) => {
        const [from, to] = [at(above), at(below)];
        return <line key={`${above}-${below}`} x1={from.x} y1={from.y} x2={to.x} y2={to.y} className={classes.line} />;
      })}
      {people.map(([x, y, part], index) => (
        <g key={`${x}-${y}`}>
          {rings.includes(index) && <circle cx={x * UNIT} cy={y * UNIT} r={RADIUS + 4} className={classes.ring} />}
          <circle cx={x * UNIT} cy={y * UNIT} r={RADIUS} className={classes[part ?? 'rests']} />
        </g>
      ))}
    </svg>
  );
}
