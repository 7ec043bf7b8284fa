import type { PolicyRow } from '@/session/protocol';

import { wouldHaveWords } from './would-have-words';

/** What is asked before a rule is enforced: what it would do now, whoever asks first of all, and what it would have done. */
export function enforceQuestion({ title, wouldRestrict, cutsOffHere, preview }: PolicyRow) {
  return {
    title: `Enforce “${title}”?`,
    sentence: restrictsWords(wouldRestrict),
    points: [
      ...(cutsOffHere === null ? [] : [cutOffWords(cutsOffHere)]),
      ...preview.wouldHave.map(wouldHaveWords),
      'Whoever goes against it later is restricted too.',
      'One press takes it back.',
    ],
    confirmLabel: 'Enforce',
    danger: wouldRestrict.length > 0,
  };
}

export function restrictsWords(wouldRestrict: readonly string[]): string {
  if (wouldRestrict.length === 0) return 'As the home is now, it would restrict nobody.';
  return `As the home is now, it would restrict ${wouldRestrict.join(', ')}.`;
}

function cutOffWords(client: string): string {
  return `This page itself is connected as ${client}: it would hear nothing more of the home and could command nothing. ${client} can be let go here as long as you are signed in as the administrator.`;
}
