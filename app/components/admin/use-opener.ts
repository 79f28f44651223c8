import { useEffect } from 'react';

/** Where focus goes back to when a dialog closes. */
export function useOpener(isOpen: boolean) {
  useEffect(() => {
    if (!isOpen) return undefined;
    const opener = document.activeElement;
    return () => {
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, [isOpen]);
}
