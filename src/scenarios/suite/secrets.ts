import { acts, type Beat, type Happening, type Stage } from './happening';
import { career, joinedSeconds } from './firmwares';

const toldSeconds = 300;

/** A device that was let in says something, and leaves when all is told: each place where a secret stands is told once. */
function guestSays(stage: Stage, state: object, action?: object) {
  const { beats, ieee } = career(stage, ['1.4.0'], toldSeconds);
  const say = acts(joinedSeconds + toldSeconds, {
    type: 'say',
    ieee,
    state: { ...state },
    ...(action !== undefined && { action: { ...action } }),
  });
  const from = joinedSeconds + toldSeconds;
  return { beats: [...beats, say] satisfies readonly Beat[], beginsAtSeconds: from, lastsSeconds: from };
}

/** Secrets that stand in clear where many may read them, and what only looks like one. */
export const secretHappenings: readonly Happening[] = [
  {
    name: 'the password of the wireless network stands in a state',
    class: 'secret_exposed',
    form: 'easy',
    patienceSeconds: 30,
    plot: (stage) => guestSays(stage, { network: { ssid: 'Home', wifi_key: 'four green lamps' } }),
  },
  {
    name: 'a code that is typed at a keypad',
    class: 'secret_exposed',
    form: 'easy',
    patienceSeconds: 30,
    plot: (stage) => guestSays(stage, {}, { action: 'disarm', action_code: '2580', action_transaction: 7 }),
  },
  {
    name: 'a password in the middle of an address',
    class: 'secret_exposed',
    form: 'evasive',
    patienceSeconds: 30,
    plot: (stage) => guestSays(stage, { recording: { places: ['rtsp://viewer:green-lamp@192.168.1.30/live'] } }),
  },
  {
    name: 'a device that masks what is secret itself, and words that only sound like it',
    class: 'secret_exposed',
    form: 'decoy',
    patienceSeconds: 300,
    plot: (stage) =>
      guestSays(stage, {
        wifi_key: '********',
        error_code: 12,
        keypad_lockout: false,
        live: 'rtsp://192.168.1.30/live',
      }),
  },
  {
    name: 'the keypad is used without a code',
    class: 'secret_exposed',
    form: 'decoy',
    patienceSeconds: 60,
    plot(stage) {
      const { ieee } = stage.device('Front door keypad');
      const action = { action: 'arm_all_zones', action_code: null, action_zone: 0 };
      return { beats: [acts(1, { type: 'say', ieee, action })] };
    },
  },
];
