import { CARD, type PlacedMark } from '#app/components/shared/tree/picture-layout.ts';
import classes from '#app/components/shared/tree/tree-picture.module.css';
import { figureValue, type TreeFigureName, type TreeWords } from '#app/components/shared/tree/tree-words.ts';
import type { Mark, PersonMark, TreePerson } from '#app/domain/tree/picture.ts';

interface TreeMarkProps {
  placed: PlacedMark;
  figure: TreeFigureName;
  words: TreeWords;
  isActive: boolean;
  isChosen: boolean;
  isBusy: boolean;
  onActivate: (mark: Mark) => void;
  onChoose: (mark: Mark) => void;
  onToggle: (mark: Mark) => void;
}

/** One mark: a card, a dot with a name, a sum, or a fold. The whole of it is the target. */
export function TreeMark({
  placed,
  words,
  isActive,
  isChosen,
  isBusy,
  onActivate,
  onChoose,
  onToggle,
  figure,
}: TreeMarkProps) {
  const { mark, x, y, isCard } = placed;
  const isPerson = mark.kind === 'person';
  const hasMore = isPerson ? mark.person.hasChildren : mark.kind !== 'slot';
  return (
    <g
      transform={`translate(${x},${y})`}
      className={classes['mark']}
      data-mark={mark.id}
      data-chosen={isChosen}
      data-busy={isBusy}
      role="treeitem"
      tabIndex={isActive ? 0 : -1}
      aria-label={words.labelOf(mark)}
      aria-level={mark.depth}
      aria-setsize={mark.setSize}
      aria-posinset={mark.place}
      aria-selected={isChosen}
      aria-busy={isBusy}
      {...(hasMore ? { 'aria-expanded': isPerson ? mark.isOpen : false } : {})}
      onFocus={() => onActivate(mark)}
      onClick={() => (isPerson ? onChoose(mark) : onToggle(mark))}
      onDoubleClick={() => onToggle(mark)}
    >
      <title>{words.labelOf(mark)}</title>
      {isPerson && isCard && <Card placed={placed} mark={mark} words={words} figure={figure} />}
      {isPerson && !isCard && <Dot placed={placed} mark={mark} words={words} />}
      {mark.kind === 'slot' && <FreeSlot text={words.labelOf(mark)} />}
      {!isPerson && mark.kind !== 'slot' && <Sum text={words.labelOf(mark)} />}
      {isPerson && hasMore && <Toggle mark={mark} isCard={isCard} onToggle={onToggle} />}
    </g>
  );
}

interface PersonProps {
  placed: PlacedMark;
  mark: PersonMark;
  words: TreeWords;
}

const PADDING = 12;
const BAR = { width: 110, height: 6 };
const NAME_LETTERS_MAX = 22;

const cut = (text: string): string =>
  text.length > NAME_LETTERS_MAX ? `${text.slice(0, NAME_LETTERS_MAX - 1)}…` : text;

const initialsOf = (name: string): string =>
  name
    .split(/\s+/)
    .map((word) => word.charAt(0))
    .slice(0, 2)
    .join('')
    .toUpperCase();

function Card({ placed, mark, words, figure }: PersonProps & { figure: TreeFigureName }) {
  const { person } = mark;
  const name = words.nameOf(person);
  const top = -CARD.height / 2;
  return (
    <>
      <rect
        y={top}
        width={CARD.width}
        height={CARD.height}
        rx={10}
        className={classes['card']}
        data-tint={placed.tint}
      />
      <g transform={`translate(${PADDING + 8},${top + 25})`}>
        <StatusShape person={person} size={7} />
      </g>
      <text x={PADDING + 24} y={top + 31} className={classes['name']}>
        {cut(name)}
      </text>
      <text x={PADDING} y={top + 52} className={classes['note']}>
        {person.number > 0 ? words.noteOf(person) : ''}
      </text>
      <text x={PADDING} y={top + 73} className={classes['figure']}>
        {words.amount(figureValue(person, figure))}
      </text>
      <rect x={118} y={top + 64} width={BAR.width - 40} height={BAR.height} rx={3} className={classes['barGround']} />
      <rect
        x={118}
        y={top + 64}
        width={(BAR.width - 40) * placed.share}
        height={BAR.height}
        rx={3}
        className={classes['bar']}
      />
      <text x={CARD.width - PADDING} y={top + 73} textAnchor="end" className={classes['note']}>
        {person.below === null ? '' : words.count(person.below)}
      </text>
      <text x={CARD.width / 2} y={14} textAnchor="middle" className={classes['initials']}>
        {initialsOf(name)}
      </text>
    </>
  );
}

function Dot({ placed, mark, words }: PersonProps) {
  return (
    <>
      <rect y={-13} width={CARD.width} height={26} className={classes['target']} />
      <g transform="translate(12,0)" data-tint={placed.tint}>
        <StatusShape person={mark.person} size={sizeOf(mark.person.below)} />
      </g>
      <text x={30} y={5} className={classes['dotName']}>
        {cut(words.nameOf(mark.person))}
      </text>
    </>
  );
}

const DOT_SIZES = [5, 7, 9, 11] as const;

/** Partners below in four sizes, each ten times the one before. */
function sizeOf(below: number | null): number {
  const step = Math.min(DOT_SIZES.length - 1, Math.floor(Math.log10(Math.max(1, below ?? 1))));
  return DOT_SIZES[step] ?? DOT_SIZES[0];
}

/** Filled is active, a ring is not, crossed is suspended or gone, a square is the house account: never by colour alone. */
function StatusShape({ person, size }: { person: TreePerson; size: number }) {
  if (person.number === 0) {
    return <rect x={-size} y={-size} width={2 * size} height={2 * size} className={classes['shape']} />;
  }
  const isFilled = person.status === 'active' && person.active !== false;
  return (
    <>
      <circle r={size} className={classes[isFilled ? 'shape' : 'ring']} />
      {(person.status === 'suspended' || person.status === 'terminated') && (
        <path
          d={`M${-size},${-size} L${size},${size} M${-size},${size} L${size},${-size}`}
          className={classes['cross']}
        />
      )}
    </>
  );
}

const SUM_WIDTH = 300;

function Sum({ text }: { text: string }) {
  return (
    <>
      <rect y={-13} width={SUM_WIDTH} height={26} className={classes['target']} />
      <circle cx={12} r={7} className={classes['sum']} />
      <text x={30} y={5} className={classes['dotName']}>
        {text}
      </text>
    </>
  );
}

function FreeSlot({ text }: { text: string }) {
  return (
    <>
      <rect y={-13} width={CARD.width} height={26} rx={10} className={classes['free']} />
      <text x={30} y={5} className={classes['dotName']}>
        {text}
      </text>
    </>
  );
}

interface ToggleProps {
  mark: PersonMark;
  isCard: boolean;
  onToggle: (mark: Mark) => void;
}

/** Opens and closes; dragging and keys do the same, so it is hidden from readers. */
function Toggle({ mark, isCard, onToggle }: ToggleProps) {
  const x = isCard ? CARD.width : CARD.width + 4;
  return (
    <g
      transform={`translate(${x},0)`}
      className={classes['toggle']}
      data-part="toggle"
      aria-hidden="true"
      onClick={(event) => {
        event.stopPropagation();
        onToggle(mark);
      }}
    >
      <circle r={22} className={classes['target']} />
      <circle r={10} className={classes['toggleGround']} />
      <path d={mark.isOpen ? 'M-5,0 H5' : 'M-5,0 H5 M0,-5 V5'} className={classes['toggleSign']} />
    </g>
  );
}
