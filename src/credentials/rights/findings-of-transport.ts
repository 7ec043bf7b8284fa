import type { Circumstances, RightsFinding } from './finding';
import { shortList } from './rights-sentences';

/** All of them in one: it is the broker that needs a certificate, once. */
export function findingsOfTransport({ inClear }: Pick<Circumstances, 'inClear'>): readonly RightsFinding[] {
  const [first] = inClear;
  if (first === undefined) return [];
  const names = inClear.map(({ name }) => name);
  const evidence = inClear.length === 1 ? ` ${first.evidence}` : '';
  return [
    {
      severity: 'warning',
      username: null,
      title: `${shortList(names)} ${names.length === 1 ? 'speaks' : 'speak'} to the broker in clear.`,
      advice: `Whoever listens on your network can read what is said there, passwords too.${evidence} Give the broker a certificate, and each of them its address with encryption.`,
      canNarrow: false,
      toldAt: Math.max(...inClear.map(({ at }) => at)),
    },
  ];
}
