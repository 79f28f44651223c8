import { useState } from 'react';

/**
 * Fetches a file with the session token that App Bridge adds and hands it to the browser: a plain link would not carry it
 * out of the frame.
 */
export function useDownload() {
  const [state, setState] = useState<'idle' | 'busy' | 'failed'>('idle');
  const download = async (address: string, fileName: string) => {
    setState('busy');
    try {
      const response = await fetch(address);
      if (!response.ok) throw new Error(`the file's address answered ${response.status}`);
      const link = document.createElement('a');
      link.href = URL.createObjectURL(await response.blob());
      link.download = fileName;
      link.click();
      URL.revokeObjectURL(link.href);
      setState('idle');
    } catch {
      setState('failed');
    }
  };
  return { state, download };
}
