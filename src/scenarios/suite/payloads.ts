import { acts, type Beat, type Happening } from './happening';

const daySeconds = 24 * 3_600;
/** a device asks, or tells, so often */
const everySeconds = 600;

/** Payloads that grow, at once or for days while other things happen, and payloads that a newer firmware made larger once. */
export const payloadHappenings: readonly Happening[] = [
  {
    name: 'a state that is all at once many times as large, and stays so',
    class: 'payload_bloat',
    form: 'easy',
    alsoRight: ['limit_exceeded'],
    patienceSeconds: 900,
    plot(stage) {
      const { ieee } = stage.device('Front door contact');
      const history = 'x'.repeat(stage.draw.whole('swollenBytes'));
      return {
        beats: [
          acts(1, { type: 'say', ieee, state: { history } }),
          acts(1 + stage.draw.number('swollenSeconds'), { type: 'say', ieee, state: { history: undefined } }),
        ],
      };
    },
  },
  {
    name: 'a state that grows a little with each message',
    class: 'payload_bloat',
    form: 'evasive',
    alsoRight: ['limit_exceeded'],
    patienceSeconds: 900,
    plot(stage) {
      const { ieee } = stage.device('Kitchen fridge');
      const messages = stage.draw.whole('bloatMessages');
      const most = stage.draw.number('bloatBytes');
      const beats = Array.from({ length: messages }, (_, index): Beat =>
        acts(1 + index * 20, {
          type: 'say',
          ieee,
          state: { history: 'x'.repeat(Math.round((most * index) / messages)) },
        }),
      );
      return { beats: [...beats, acts(1 + messages * 20, { type: 'say', ieee, state: { history: undefined } })] };
    },
  },
  {
    name: 'a state that grows by a few bytes every ten minutes, for days',
    class: 'payload_bloat',
    form: 'evasive',
    patienceSeconds: 6 * 3_600,
    beside: true,
    plot(stage) {
      const { ieee } = stage.device('Bedroom climate');
      const seconds = stage.draw.number('creepDays') * daySeconds;
      const aSecond = stage.draw.number('creepBytesADay') / daySeconds;
      const beats = Array.from({ length: Math.floor(seconds / everySeconds) }, (_, index): Beat => {
        const history = 'x'.repeat(Math.round(index * everySeconds * aSecond));
        return acts(1 + index * everySeconds, { type: 'say', ieee, state: { history } });
      });
      return { beats: [...beats, acts(1 + seconds, { type: 'say', ieee, state: { history: undefined } })] };
    },
  },
  {
    name: 'a newer firmware that tells more, from its first day on',
    class: 'payload_bloat',
    form: 'decoy',
    // the firmware itself may be worth a word, for nobody asked for it
    alsoRight: ['firmware_changed'],
    patienceSeconds: 3_600,
    beside: true,
    plot(stage) {
      const { ieee, build } = stage.device('Living room climate');
      const had = build ?? '3000-0001';
      const has = had.replace(/\d+$/, (last) => String(Number(last) + 1));
      const update = { state: 'idle', installed_version: -1, latest_version: -1 };
      const more = 'x'.repeat(stage.draw.whole('firmwareBytes'));
      return {
        beats: [
          acts(1, { type: 'say', ieee, state: { update: { state: 'updating', progress: 1, remaining: 297 } } }),
          acts(300, { type: 'announce', ieee, had, has, update }),
          acts(310, { type: 'say', ieee, state: { more } }),
          acts(stage.draw.number('creepDays') * daySeconds, { type: 'say', ieee, state: { more: undefined } }),
        ],
      };
    },
  },
];
