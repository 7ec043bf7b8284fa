const format = new Intl.DateTimeFormat(undefined, { dateStyle: 'long' });

/** The day on which something ends. */
export function EndDate({ at }: { readonly at: number }) {
  return <time dateTime={new Date(at).toISOString()}>{format.format(at)}</time>;
}
