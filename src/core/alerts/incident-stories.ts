import { breakIn, fire, water } from './incident-dangers';
import { any, saveEvidence, several, step, stepAtEach, type Story, type StoryKind } from './incident-story';
import { listed } from '../list-words';

const never = () => false;

const atCamera = ['camera_viewer', 'camera_moved', 'camera_talk', 'camera_bitrate'] as const;
const atBroker = [
  'login_bruteforce',
  'client_takeover',
  'account_changed',
  'access_denied',
  'topic_scan',
  'command_unusual',
] as const;

/** Somebody with a log-in that is not his looks through a camera, turns it, speaks, and makes himself another log-in. */
const strangerInCamera: Story = {
  name: 'camera',
  ofDevice: atCamera,
  ofHome: atBroker,
  // to look through one's own camera while somebody else works at the log-ins is no story
  isTold: (kinds, grave) =>
    several(2, 'camera_viewer', 'camera_moved', 'camera_talk')(kinds) ||
    (any(...atCamera)(grave) && any(...atBroker)(grave)),
  isCritical: (kinds) => several(2, 'camera_viewer', 'camera_moved', 'camera_talk', 'account_changed')(kinds),
  title(kinds, cameras) {
    const whom = (kind: StoryKind) => whichOf(cameras.length, cameras.filter((did) => did.has(kind)).length);
    const did = [
      ...(kinds.has('camera_viewer') ? ['watches'] : []),
      ...(kinds.has('camera_moved') ? [`turned ${whom('camera_moved')}`] : []),
      ...(kinds.has('camera_talk') ? [`speaks through ${whom('camera_talk')}`] : []),
      ...(kinds.has('account_changed') ? ['changed who may log in'] : []),
    ];
    const where = cameras.length > 1 ? `${cameras.length} of your cameras` : 'your camera';
    return `A stranger may be in ${where}${did.length === 0 ? '' : `: somebody ${listed(did)}`}`;
  },
  playbook(cameras) {
    const which = cameras.length > 1 ? 'each' : 'the';
    return [
      ...stepAtEach(
        'privacy',
        `Make ${which} camera look away: from then on nobody sees or hears anything through it.`,
        cameras,
      ),
      step('refuse', 'Refuse the log-ins that were used or made for it: whoever is in with them is cut off.'),
      ...stepAtEach(
        'rotate',
        `Give ${which} camera a new password, so that a stolen one is good for nothing.`,
        cameras,
      ),
      saveEvidence,
    ];
  },
};

/** Somebody works at a door. */
const atTheDoor: Story = {
  name: 'door',
  ofDevice: ['tamper', 'lock_jammed', 'lock_odd_hours', 'sequence_unusual', 'pin_bruteforce', 'command_unusual'],
  ofHome: [],
  isTold: several(
    2,
    'tamper',
    'lock_jammed',
    'lock_odd_hours',
    'sequence_unusual',
    'pin_bruteforce',
    'command_unusual',
  ),
  isCritical: any('tamper', 'pin_bruteforce'),
  title: () => 'Somebody may be trying to get in at a door',
  playbook: ([device = null]) => [
    step('by-hand', 'Ask who is there. If it is none of you, do not go there alone; call for help.'),
    step('lock', 'Lock it, if it is not.', device),
    step('show-device', 'Look at what else happened there.', device),
    saveEvidence,
  ],
};

/** What watches the house is being silenced, all of it at once. */
const blinded: Story = {
  name: 'blinded',
  ofDevice: [],
  ofHome: ['jamming', 'message_flood', 'camera_offline', 'camera_frozen', 'broker_lost'],
  isTold: (kinds) =>
    any('jamming', 'message_flood')(kinds) && any('camera_offline', 'camera_frozen', 'broker_lost')(kinds),
  isCritical: any('jamming'),
  title: () => 'What watches your home is falling silent',
  playbook: () => [
    step('by-hand', 'Look at the doors and windows yourself: what is silent cannot warn you.'),
    step('by-hand', 'Look whether the power and the network of the house are on.'),
    saveEvidence,
  ],
};

/** Somebody opened a device, and it says nothing more, or nothing new. */
const takenDown: Story = {
  name: 'taken-down',
  ofDevice: ['tamper', 'silent_device', 'camera_offline', 'camera_frozen'],
  ofHome: [],
  isTold: (kinds) => kinds.has('tamper') && any('silent_device', 'camera_offline', 'camera_frozen')(kinds),
  isCritical: any('tamper'),
  title: () => 'Somebody may have taken down a device',
  playbook: ([device = null]) => [
    step('by-hand', 'Look at the place, not alone if you do not know who is there.'),
    step('show-device', 'Look at what it told last.', device),
    saveEvidence,
  ],
};

/** Somebody speaks in the name of a device. */
const forged: Story = {
  name: 'forged',
  ofDevice: ['bad_signature', 'replay', 'certificate_changed', 'spoofed_message', 'firmware_changed', 'value_jump'],
  ofHome: [],
  isTold: several(2, 'bad_signature', 'replay', 'certificate_changed', 'spoofed_message'),
  isCritical: any('bad_signature', 'replay'),
  title: () => 'Somebody may be speaking in the name of a device',
  playbook: ([device = null]) => [
    step('show-device', 'Look at what the device itself shows, and believe that rather than this page.', device),
    step('rotate', 'Give it a new password, so that nobody else can log in as this device.', device),
    step('show-access', 'Look who may write on its topics, and take that right away.'),
    saveEvidence,
  ],
};

/** Somebody works his way into the broker. */
const strangerAtBroker: Story = {
  name: 'broker',
  ofDevice: [],
  ofHome: [...atBroker, 'message_flood', 'retained_command', 'secret_exposed'],
  isTold: (kinds) => several(2, ...atBroker)(kinds),
  isCritical: (kinds) => any('account_changed', 'client_takeover')(kinds),
  title: () => 'A stranger may be in your broker',
  playbook: () => [
    step('refuse', 'Refuse the log-ins that were used or made for it: whoever is in with them is cut off.'),
    step('show-access', 'Give the others new passwords, the administrator first.'),
    saveEvidence,
  ],
};

/** A device joined that nobody let in. */
const uninvited: Story = {
  name: 'uninvited',
  ofDevice: ['unknown_device', 'joined_while_closed', 'firmware_changed', 'policy_violation'],
  ofHome: [],
  isTold: several(2, 'unknown_device', 'joined_while_closed'),
  isCritical: never,
  title: () => 'A device joined your home that nobody let in',
  playbook: ([device = null]) => [
    step('show-device', 'Look what it is. If none of you added it, remove it from its bridge.', device),
    step('by-hand', 'Let no new devices join until you know where it is.'),
  ],
};

/** In the order in which they are tried: what tells the more, first. */
export const stories: readonly Story[] = [
  fire,
  water,
  breakIn,
  strangerInCamera,
  forged,
  atTheDoor,
  takenDown,
  blinded,
  uninvited,
  strangerAtBroker,
];

/** Which of several cameras, or of the only one. */
function whichOf(all: number, some: number): string {
  if (all < 2) return 'it';
  if (some === all) return 'them';
  return some === 1 ? 'one of them' : `${some} of them`;
}
