import type { KeyboardEvent } from 'react';
import { useTranslations } from 'use-intl';
import classes from '#app/components/shared/tree/tree-grid.module.css';
import type { TreeWords } from '#app/components/shared/tree/tree-words.ts';
import type { Mark, PersonMark } from '#app/domain/tree/picture.ts';

interface TreeGridProps {
  root: PersonMark;
  marks: readonly Mark[];
  words: TreeWords;
  activeId: string;
  chosenId: string;
  busy: ReadonlySet<string>;
  onKeyDown: (event: KeyboardEvent) => void;
  onActivate: (mark: Mark) => void;
  onChoose: (mark: Mark) => void;
  onToggle: (mark: Mark) => void;
}

/** The same tree as rows, equal in rank to the picture: a treegrid with one tab stop. */
export function TreeGrid({ root, marks, words, onKeyDown, ...row }: TreeGridProps) {
  const t = useTranslations('tree');
  return (
    <div className={classes['scroll']}>
      <table
        role="treegrid"
        className={classes['grid']}
        aria-label={t('gridLabel', { name: words.nameOf(root.person) })}
        aria-rowcount={marks.length + 1}
        onKeyDown={onKeyDown}
      >
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col">{t('column.partner')}</th>
            <th scope="col" className={classes['wide']}>
              {t('column.status')}
            </th>
            <th scope="col" className={`${classes['number']} ${classes['widest']}`}>
              {t('column.level')}
            </th>
            <th scope="col" className={`${classes['number']} ${classes['wide']}`}>
              {t('column.own')}
            </th>
            <th scope="col" className={classes['number']}>
              {t('column.team')}
            </th>
            <th scope="col" className={classes['number']}>
              {t('column.below')}
            </th>
          </tr>
        </thead>
        <tbody>
          {marks.map((mark, index) => (
            <Row key={mark.id} mark={mark} index={index} words={words} {...row} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

type RowProps = Omit<TreeGridProps, 'root' | 'marks' | 'onKeyDown'> & { mark: Mark; index: number };

const INDENT_MAX = 12;

function Row({ mark, index, words, activeId, chosenId, busy, onActivate, onChoose, onToggle }: RowProps) {
  const isPerson = mark.kind === 'person';
  const hasMore = isPerson && mark.person.hasChildren;
  return (
    <tr
      data-mark={mark.id}
      data-chosen={mark.id === chosenId}
      aria-rowindex={index + 2}
      aria-level={mark.depth}
      aria-setsize={mark.setSize}
      aria-posinset={mark.place}
      aria-selected={mark.id === chosenId}
      aria-busy={busy.has(mark.id)}
      {...(hasMore ? { 'aria-expanded': mark.isOpen } : {})}
      tabIndex={mark.id === activeId ? 0 : -1}
      onFocus={() => onActivate(mark)}
      onClick={() => (isPerson ? onChoose(mark) : onToggle(mark))}
    >
      <td>
        <span className={classes['name']} data-indent={Math.min(mark.depth - 1, INDENT_MAX)}>
          {hasMore ? (
            <button
              type="button"
              tabIndex={-1}
              aria-hidden="true"
              className={classes['toggle']}
              onClick={(event) => {
                event.stopPropagation();
                onToggle(mark);
              }}
            >
              <svg viewBox="0 0 16 16" width="16" height="16">
                <path d={mark.isOpen ? 'M3 6 L8 11 L13 6' : 'M6 3 L11 8 L6 13'} className={classes['sign']} />
              </svg>
            </button>
          ) : (
            <span className={classes['noToggle']} />
          )}
          <MarkName mark={mark} words={words} />
        </span>
      </td>
      {isPerson ? <Figures mark={mark} words={words} /> : <td colSpan={5} />}
    </tr>
  );
}

/** Children that one step loads. */
const BRANCH_SHOWN = 24;

function MarkName({ mark, words }: { mark: Mark; words: TreeWords }) {
  const t = useTranslations('tree');
  if (mark.kind === 'fold') return <span className={classes['more']}>{t('unfold', { count: mark.hidden })}</span>;
  if (mark.kind === 'bundle') {
    return (
      <span className={classes['more']}>
        {t('showMore', { count: Math.min(BRANCH_SHOWN, mark.bundle.count), total: words.count(mark.setSize) })}
      </span>
    );
  }
  if (mark.kind === 'slot') return <span>{words.labelOf(mark)}</span>;
  return (
    <span>
      {words.nameOf(mark.person)}{' '}
      {mark.person.number > 0 && (
        <>
          <small className={classes['wide']}>{words.numberOf(mark.person)}</small>
          <small className={classes['narrow']}>{words.noteOf(mark.person)}</small>
        </>
      )}
    </span>
  );
}

function Figures({ mark: { person }, words }: { mark: PersonMark; words: TreeWords }) {
  const t = useTranslations('tree');
  return (
    <>
      <td className={classes['wide']}>{words.stateOf(person)}</td>
      <td className={`${classes['number']} ${classes['widest']}`}>{person.level ?? t('unknown')}</td>
      <td className={`${classes['number']} ${classes['wide']}`}>{words.amount(person.ownMinor, 'own')}</td>
      <td className={classes['number']}>{words.amount(person.teamMinor, 'team')}</td>
      <td className={classes['number']}>{person.below === null ? t('unknown') : words.count(person.below)}</td>
    </>
  );
}
