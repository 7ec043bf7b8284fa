import type { Speech, WayIn } from '@/core/way-in';

import type { Topics } from './topics';

/** Every Tasmota listens to its group too, which is this one unless somebody changed it (docs/Commands, GroupTopic). */
const groupTopic = 'cmnd/tasmotas/#';

/** Any command may be given below its topic, its settings and its address for updates included. */
export function waysIn({ cmnd }: Topics): readonly WayIn[] {
  if (cmnd === null) return [];
  return [
    { kind: 'command', filter: `${cmnd}/#`, through: 'its own command topics' },
    { kind: 'command', filter: groupTopic, through: 'the group that every Tasmota device listens to' },
  ];
}

export function speechOf({ tele, stat, cmnd }: Topics): Speech {
  return {
    says: [`${tele}/#`, ...(stat === null ? [] : [`${stat}/#`]), 'tasmota/discovery/#'],
    hears: cmnd === null ? [] : [`${cmnd}/#`, groupTopic],
  };
}
