/** Both generations' words for what was done to a button (shelly-api-docs: gen1 `input_event`, gen2 Input). */
const words: Readonly<Record<string, string>> = {
  S: 'was pressed once',
  SS: 'was pressed twice',
  SSS: 'was pressed three times',
  L: 'was held',
  SL: 'was pressed, then held',
  LS: 'was held, then pressed',
  single_push: 'was pressed once',
  double_push: 'was pressed twice',
  triple_push: 'was pressed three times',
  long_push: 'was held',
};

/** null: nothing that a person did. */
export function pressText(button: number, press: string | null): string | null {
  const said = press !== null && Object.hasOwn(words, press) ? words[press] : undefined;
  return said === undefined || !Number.isInteger(button) || button > 99 ? null : `Button ${button} ${said}`;
}
