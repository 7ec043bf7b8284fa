import { says, type Beat, type Happening, type SaidMessage, type Stage } from './happening';

/** A camera that signs what it says, with the key of a certificate that the home's authority gave it. */
const id = 'gate-camera';
const name = 'Gate camera';
const topicOf = (what: string) => `gatehouse/v1/device/${id}/${what}`;
const about = {
  name,
  kind: 'camera',
  vendor: 'Gatehouse',
  model: 'Still 2',
  serial: 'GH-0998',
  mac: '02:47:48:00:09:98',
  power: 'mains',
  capabilities: ['camera', 'motion', 'tamper'],
  firmware: '2.0.1',
};
const dayMs = 86_400_000;

export const signingCamera = { id, name, status: topicOf('status'), telemetry: topicOf('telemetry') } as const;

export function signingAbout(shows: SaidMessage['shows'], more: object = {}): SaidMessage {
  const payload = JSON.stringify({ ...about, ...more });
  return { topic: topicOf('about'), payload, retain: true, ...(shows !== undefined && { shows }) };
}

export function signedWord(
  at: number,
  signed: SaidMessage['signed'] = { by: 'device' },
  more: object = {},
): SaidMessage {
  const body = { at, motion: false, tamper: false, rssiDbm: -61, ...more };
  return { topic: signingCamera.telemetry, payload: JSON.stringify(body), ...(signed !== undefined && { signed }) };
}

function word(stage: Stage, afterSeconds: number, signed?: SaidMessage['signed']): Beat {
  return { afterSeconds, say: signedWord(stage.home.now + afterSeconds * 1_000, signed, { motion: true }) };
}

/** The announcement of another key, or of none, till the device announces its own again. */
function showsFor(stage: Stage, shows: SaidMessage['shows']) {
  const seconds = stage.draw.number('otherKeySeconds');
  const beats: readonly Beat[] = [
    { afterSeconds: 1, say: signingAbout(shows) },
    { afterSeconds: 1 + seconds, say: signingAbout('device') },
  ];
  return { beats, lastsSeconds: 1 };
}

function endsIn(stage: Stage, days: number): object {
  return { login: { username: id, clientId: id, certificateEndsAt: stage.home.now + days * dayMs } };
}

/** Who speaks in the name of a device that signs, with which key, and when. */
export const signingHappenings: readonly Happening[] = [
  {
    name: 'somebody speaks in the name of a camera that signs, and signs with a key of his own',
    class: 'bad_signature',
    form: 'easy',
    patienceSeconds: 10,
    plot: (stage) => ({ beats: [word(stage, 1, { by: 'stranger' })] }),
  },
  {
    name: 'somebody speaks in the name of a camera that signs, and does not sign',
    class: 'bad_signature',
    form: 'easy',
    patienceSeconds: 10,
    plot(stage) {
      const text = { at: stage.home.now + 1_000, motion: false, viewers: 0 };
      return { beats: [says(1, signingCamera.telemetry, text)] };
    },
  },
  {
    name: 'one bad signature, with the right name of the key, among about a thousand good ones',
    class: 'bad_signature',
    form: 'evasive',
    patienceSeconds: 10,
    plot: (stage) => ({ beats: [word(stage, 1, { by: 'device', isBroken: true })] }),
  },
  {
    name: 'a signed word that is played back within the hour',
    class: 'replay',
    form: 'easy',
    // signed before its key was renewed, it is no more than a bad signature
    alsoRight: ['bad_signature'],
    patienceSeconds: 10,
    plot: ({ draw }) => ({
      beats: [{ afterSeconds: 1, told: 'once-more', agoSeconds: draw.number('replayMinutes') * 60 }],
    }),
  },
  {
    name: 'a signed word that is played back within seconds, while somebody walks through the picture',
    class: 'replay',
    form: 'evasive',
    patienceSeconds: 10,
    plot(stage) {
      const words = stage.draw.whole('walkSeconds');
      const later = words + stage.draw.whole('replaySeconds');
      return {
        beats: [
          ...Array.from({ length: words }, (_, index) => word(stage, 1 + index)),
          { afterSeconds: 1 + later, told: 'once-more', agoSeconds: later - 0.5 },
        ],
        beginsAtSeconds: later,
      };
    },
  },
  {
    name: 'a signed word that is played back days later',
    class: 'replay',
    form: 'evasive',
    alsoRight: ['bad_signature'],
    patienceSeconds: 10,
    afterDays: 2,
    plot: ({ draw }) => ({
      beats: [{ afterSeconds: 1, told: 'once-more', agoSeconds: (draw.number('replayDays') * dayMs) / 1_000 }],
    }),
  },
  {
    name: 'a device comes back and sends once more what was under way',
    class: 'replay',
    form: 'decoy',
    // it was away, and that may be said
    alsoRight: ['camera_offline'],
    patienceSeconds: 300,
    plot(stage) {
      const later = stage.draw.number('resentSeconds');
      return {
        beats: [
          word(stage, 1),
          word(stage, 3),
          says(3.5, signingCamera.status, { status: 'offline' }, true),
          says(2.5 + later, signingCamera.status, { status: 'online' }, true),
          { afterSeconds: 3 + later, told: 'once-more', agoSeconds: 2 + later },
          { afterSeconds: 3.5 + later, told: 'once-more', agoSeconds: 0.5 + later },
        ],
      };
    },
  },
  {
    name: 'a camera shows another key, which nobody gave it',
    class: 'certificate_changed',
    form: 'easy',
    patienceSeconds: 60,
    plot: (stage) => showsFor(stage, 'stranger'),
  },
  {
    name: 'a camera says that it does not sign any more',
    class: 'certificate_changed',
    form: 'evasive',
    patienceSeconds: 60,
    plot: (stage) => showsFor(stage, undefined),
  },
  {
    name: 'a planned renewal: another key, from the same authority',
    class: 'certificate_changed',
    form: 'decoy',
    patienceSeconds: 600,
    plot: (stage) => ({ beats: [{ afterSeconds: 1, renews: true }, word(stage, 5)] }),
  },
  {
    name: 'a planned renewal with words under way, which come once more when the camera has logged in anew',
    class: 'bad_signature',
    form: 'decoy',
    patienceSeconds: 600,
    plot(stage) {
      const later = stage.draw.whole('renewedSeconds');
      return {
        beats: [
          word(stage, 1),
          word(stage, 2),
          { afterSeconds: 2 + later, renews: true },
          { afterSeconds: 2.5 + later, told: 'once-more', agoSeconds: 1 + later },
          { afterSeconds: 2.6 + later, told: 'once-more', agoSeconds: 0.3 + later },
          word(stage, 3 + later),
        ],
      };
    },
  },
  {
    name: 'a certificate that ends within days',
    class: 'certificate_expiring',
    form: 'easy',
    patienceSeconds: 60,
    plot(stage) {
      const [soon, late] = [endsIn(stage, stage.draw.number('endsInDays')), endsIn(stage, 390)];
      return {
        beats: [
          { afterSeconds: 1, say: signingAbout('device', soon) },
          { afterSeconds: 1_800, say: signingAbout('device', late) },
        ],
        lastsSeconds: 1,
      };
    },
  },
  {
    name: 'a certificate that had ended already when it was first told of: its device was switched off meanwhile',
    class: 'certificate_expiring',
    form: 'evasive',
    patienceSeconds: 60,
    plot(stage) {
      const seconds = stage.draw.number('powerCutSeconds');
      const [ended, late] = [endsIn(stage, -stage.draw.number('endedDays')), endsIn(stage, 390)];
      return {
        beats: [
          says(1, signingCamera.status, { status: 'offline' }, true),
          says(1 + seconds, signingCamera.status, { status: 'online' }, true),
          { afterSeconds: 2 + seconds, say: signingAbout('device', ended) },
          { afterSeconds: 1_800 + seconds, say: signingAbout('device', late) },
        ],
        lastsSeconds: 2 + seconds,
      };
    },
  },
  {
    name: 'a certificate that was renewed in time',
    class: 'certificate_expiring',
    form: 'decoy',
    patienceSeconds: 600,
    plot: (stage) => ({
      beats: [{ afterSeconds: 1, say: signingAbout('device', endsIn(stage, stage.draw.number('longEndsInDays'))) }],
    }),
  },
];
