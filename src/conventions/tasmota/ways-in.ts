import type { Speech, WayIn } from '@/core/log-ins/way-in';

import { commandTopics } from '../command-topics';
import { guessTopics, type Topics } from './topics';

/** Every Tasmota listens to its group too, which is this one unless somebody changed it (docs/Commands, GroupTopic). */
const groupTopic = 'cmnd/tasmotas/#';

/** Any command may be given below its topic, its settings and its address for updates included. */
export function waysIn({ cmnd }: Topics): readonly WayIn[] {
  if (cmnd === null) return [];
  return [
    ...commandTopics([`${cmnd}/#`]),
    { kind: 'command', filter: groupTopic, through: 'the group that every Tasmota device listens to' },
  ];
}

/**
 * Where it speaks and is commanded it announces itself, and may announce what another lives on. So only those places are its
 * own on which it was heard (`heardOn`), and the commands beside them that Tasmota has without anybody's word.
 */
export function speechOf({ tele, stat, cmnd }: Topics, heardOn: ReadonlySet<string>): Speech {
  const heads = stat === null ? [tele] : [tele, stat];
  const heard = heads.filter((head) => heardOn.has(head));
  const commands = heard.flatMap((head) => guessTopics(head)?.topics.cmnd ?? []).filter((head) => head === cmnd);
  return {
    says: [...below(heads), ...announcements],
    hears: cmnd === null ? [] : [...below([cmnd]), groupTopic],
    own: [...below([...heard, ...commands]), ...announcements],
  };
}

const announcements = ['tasmota/discovery/#'];

function below(heads: readonly string[]): readonly string[] {
  return heads.map((head) => `${head}/#`);
}
