/**
 * To make a formatter costs far more than to use it, and a page of fifty rows asks for the same few again and again: each is made
 * once. There are as many as languages, currencies and time zones in use.
 */
function once<Options, Made>(make: (tag: string, options: Options) => Made): (tag: string, options: Options) => Made {
  const known = new Map<string, Made>();
  return (tag, options) => {
    const key = `${tag} ${JSON.stringify(options)}`;
    const made = known.get(key) ?? make(tag, options);
    known.set(key, made);
    return made;
  };
}

export const numberFormat = once(
  (tag: string, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(tag, options),
);

export const dateFormat = once(
  (tag: string, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(tag, options),
);
