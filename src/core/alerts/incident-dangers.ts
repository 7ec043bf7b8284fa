import { startSentence } from '../spoken-name';
import { byPeople } from './alert';
import { dryAgain, ifAnybodyIsIll, shutWaterOff, stayOutOfWet } from './danger-advice';
import { any, saveEvidence, step, stepAtEach, type Story, type StoryKind } from './incident-story';
import { listed } from '../list-words';

const inTheAir = ['smoke', 'carbon monoxide', 'gas'] as const;
const atTheHouse = ['tamper', 'lock_jammed', 'lock_odd_hours', 'sequence_unusual', 'pin_bruteforce'] as const;

const lookAtEach = 'See what each of them reports, and what it told before.';
const whatReports = (devices: readonly string[]) =>
  stepAtEach('show-device', devices.length > 1 ? lookAtEach : 'See what it reports.', devices);

/** Of so many sensors so many still report it: whoever reads it late must not take what is over for what goes on. */
function reported(sensors: number, still: number, what: string): string {
  const who = sensors === 1 ? 'one sensor' : `${sensors} sensors`;
  if (still === sensors) return `${who} ${sensors === 1 ? 'reports' : 'report'} ${what}`;
  const now = still === 0 ? 'none does any more' : still === 1 ? 'one still does' : `${still} still do`;
  return `${who} reported ${what}; ${sensors === 1 ? 'it does not any more' : now}`;
}

/** Smoke or gas that spreads from room to room, and the alarm that goes off for it. */
export const fire: Story = {
  name: 'fire',
  ofDevice: [],
  ofHome: [...inTheAir, 'alarm'],
  isOfDanger: true,
  endsWith: inTheAir,
  isTold: (_, grave, causes) => causes > 1 && any(...inTheAir)(grave),
  isCritical: any(...inTheAir),
  title(kinds, devices, still) {
    const sensors = devices.filter(any(...inTheAir)).length;
    const what = listed(inTheAir.filter((kind) => kinds.has(kind)));
    const stillThere = still.filter(any(...inTheAir)).length;
    const told = reported(sensors, stillThere, what);
    const words = !kinds.has('alarm')
      ? told
      : stillThere === sensors
        ? `${told}, and the alarm went off`
        : `the alarm went off, and ${told}`;
    return `${stillThere === 0 ? 'There was danger' : 'Danger'} in your home: ${words}`;
  },
  playbook: (devices, isOver) => [
    ...(isOver
      ? [
          step('by-hand', startSentence(ifAnybodyIsIll)),
          step('by-hand', 'Open the windows, and look for the cause before you sleep again.'),
        ]
      : [
          step('by-hand', 'Get everybody out first, and touch no switch where there is gas.'),
          step('by-hand', 'Call the fire brigade from outside; look for the cause later.'),
        ]),
    ...whatReports(devices),
  ],
};

/** Water in several places. */
export const water: Story = {
  name: 'water',
  ofDevice: [],
  ofHome: ['water'],
  isOfDanger: true,
  endsWith: ['water'],
  isTold: (_, grave, causes) => causes > 1 && grave.has('water'),
  isCritical: any('water'),
  title: (_, devices, still) =>
    `${still.length === 0 ? 'There was water' : 'Water'} in your home: ${reported(devices.length, still.length, 'it')}`,
  playbook: (devices, isOver) => [
    step('by-hand', isOver ? dryAgain : shutWaterOff),
    step('by-hand', stayOutOfWet),
    ...whatReports(devices),
  ],
};

/** Glass breaks, the alarm goes off or somebody calls for help, and what a house tells of whoever comes in. */
export const breakIn: Story = {
  name: 'break-in',
  ofDevice: [],
  ofHome: [...byPeople, ...atTheHouse],
  isOfDanger: true,
  isTold: (_, grave, causes) => causes > 1 && any(...byPeople)(grave),
  isCritical: any(...byPeople),
  title(kinds, devices) {
    const did = deeds.flatMap(([which, one, many]) => {
      const places = devices.filter(any(which)).length;
      return places === 0 ? [] : [places === 1 ? one : many.replace('#', `${places}`)];
    });
    const words = listed(did);
    const isByHand = any('glass', ...atTheHouse)(kinds);
    return isByHand ? `Somebody may be breaking in: ${words}` : startSentence(words);
  },
  playbook: (devices) => [
    step('by-hand', 'Call whoever is at home, and look through your cameras.'),
    step('by-hand', 'If it was none of you, call the police, and do not go in alone.'),
    ...whatReports(devices),
    saveEvidence,
  ],
};

/** What the alerts of a break-in say together: of one device, and of several. */
const deeds: readonly (readonly [which: StoryKind, one: string, many: string])[] = [
  ['glass', 'glass broke', 'glass broke in # places'],
  ['tamper', 'a device was tampered with', '# devices were tampered with'],
  ['pin_bruteforce', 'wrong codes were tried', 'wrong codes were tried in # places'],
  ['lock_jammed', 'a bolt jammed', '# bolts jammed'],
  ['lock_odd_hours', 'something was opened at an unusual hour', '# things were opened at an unusual hour'],
  ['sequence_unusual', 'something else unusual happened', '# other unusual things happened'],
  ['emergency', 'somebody called for help', 'somebody called for help in # places'],
  ['alarm', 'the alarm went off', 'the alarm went off at # panels'],
];
