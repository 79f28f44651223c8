const names = new Intl.DisplayNames('en', { type: 'region' });

/** `Germany` for `DE`. */
export const countryName = (code: string) => names.of(code) ?? code;
