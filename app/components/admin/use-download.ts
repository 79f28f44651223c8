import { useState } from 'react';
import { saveFile } from '#app/components/admin/save-file.ts';

interface Download {
  isBusy: boolean;
  hasFailed: boolean;
  /** Fetches the file with the session's token, which a plain link would not carry, and hands it to the browser. */
  start(address: string, fileName: string, init?: RequestInit): Promise<boolean>;
}

/** A file from an address of the admin. */
export function useDownload(): Download {
  const [isBusy, setBusy] = useState(false);
  const [hasFailed, setFailed] = useState(false);
  const start = async (address: string, fileName: string, init?: RequestInit) => {
    setBusy(true);
    setFailed(false);
    const response = await fetch(address, init).catch(() => null);
    const isFine = response?.ok ?? false;
    if (response && isFine) saveFile(await response.blob(), fileName);
    setFailed(!isFine);
    setBusy(false);
    return isFine;
  };
  return { isBusy, hasFailed, start };
}
