import { useTranslations } from 'use-intl';

/**
 * The sentences of a namespace for keys that come as data (a refusal's code, a finding's code). A test holds each closed
 * set of codes to its texts; whatever the compiler can know is translated with `useTranslations` instead.
 */
export function useSentence(namespace: Parameters<typeof useTranslations>[0]) {
  const translate = useTranslations(namespace) as unknown as (
    key: string,
    values?: Readonly<Record<string, string | number>>,
  ) => string;
  return translate;
}
