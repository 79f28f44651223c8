import classes from '#app/components/shared/explanation/leg-bars.module.css';
import type { LegBar } from '#app/locales/explanation-legs.ts';

const WIDTH = 1000;
const HEIGHT = 20;

/** Two legs beside each other: what was paired, what waits, what is gone. The words below each bar say the same. */
export function LegBars({ legs }: { legs: readonly LegBar[] }) {
  if (legs.length === 0) return null;
  return (
    <div className={classes['legs']}>
      {legs.map(({ label, parts }) => (
        <div key={label} className={classes['leg']}>
          <span className={classes['label']}>{label}</span>
          <svg
            viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
            preserveAspectRatio="none"
            aria-hidden="true"
            className={classes['bar']}
          >
            {parts.map(({ kind, permille }, index) => (
              <rect
                key={kind}
                className={classes[kind]}
                x={parts.slice(0, index).reduce((sum, part) => sum + part.permille, 0)}
                width={permille}
                height={HEIGHT}
              />
            ))}
          </svg>
          <span className={classes['words']}>{parts.map(({ text }) => text).join(' · ')}</span>
        </div>
      ))}
    </div>
  );
}
