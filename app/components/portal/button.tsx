import { Link, useNavigation, type LinkProps } from '@remix-run/react';
import type { ReactNode } from 'react';
import styles from '#app/components/portal/button.module.css';

type Look = 'primary' | 'secondary' | 'quiet';

const classOf = (look: Look, isWide: boolean): string =>
  [styles['button'], styles[look], isWide ? styles['wide'] : ''].join(' ');

interface SubmitButtonProps {
  look?: Look;
  isWide?: boolean;
  /** Not yet: the reason stands beneath. Without a script it can be pressed, and the server says so. */
  isWaiting?: boolean;
  name?: string;
  value?: string;
  children: ReactNode;
}

/** Sends its form. While the answer is on its way the label stays, and a second press does nothing. */
export function SubmitButton({ look = 'primary', isWide = false, isWaiting = false, ...button }: SubmitButtonProps) {
  const { name, value, children } = button;
  const { state, formData } = useNavigation();
  const isMine = name === undefined || formData?.get(name) === value;
  const isBusy = state === 'submitting' && isMine;
  return (
    <button
      type="submit"
      name={name}
      value={value}
      className={classOf(look, isWide)}
      aria-busy={isBusy || undefined}
      aria-disabled={isWaiting || undefined}
      onClick={(event) => {
        if (isBusy || isWaiting) event.preventDefault();
      }}
    >
      {isBusy && <span className={styles['spinner']} aria-hidden />}
      {children}
    </button>
  );
}

/** A link that looks like a button: it leads somewhere and changes nothing. */
export function ButtonLink({
  look = 'secondary',
  isWide = false,
  ...link
}: LinkProps & { look?: Look; isWide?: boolean }) {
  return <Link {...link} className={classOf(look, isWide)} />;
}

interface ActionButtonProps {
  look?: Look;
  isWide?: boolean;
  onPress: () => void;
  children: ReactNode;
}

/** A button that works in the browser only: shown by whoever knows that there is a script. */
export function ActionButton({ look = 'secondary', isWide = false, onPress, children }: ActionButtonProps) {
  return (
    <button type="button" className={classOf(look, isWide)} onClick={onPress}>
      {children}
    </button>
  );
}
