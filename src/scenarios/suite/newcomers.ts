import { models } from '@/simulator/models';

import { acts, says, type Beat, type Happening, type Stage } from './happening';

/** An address that no device of the home has. */
export const strangerOf = (stage: Stage) =>
  `0xa4c138${Math.floor(stage.draw.number('nightMinutes') * 1e7)
    .toString(16)
    .padStart(10, '0')
    .slice(-10)}`;

function joins(ieee: string, at: number, stay: number, name = ieee): readonly Beat[] {
  const plan = {
    name,
    model: models.innrPlug,
    room: 'nowhere',
    fault: null,
    newer: false,
    asked: false,
    battery: 100,
  } as const;
  return [acts(at, { type: 'join', ieee, plan }), acts(at + stay, { type: 'leave', ieee })];
}

/** Who is new in the home, and what calls itself like somebody who is known. */
export const newcomerHappenings: readonly Happening[] = [
  {
    name: 'a device joins while nobody lets it',
    class: 'joined_while_closed',
    form: 'easy',
    alsoRight: ['unknown_device'],
    patienceSeconds: 30,
    plot: (stage) => ({ beats: joins(strangerOf(stage), 1, stage.draw.number('stayAfterSeconds')), lastsSeconds: 1 }),
  },
  {
    name: 'a device joins in the last moment before pairing is closed, hours after it should have been',
    class: 'unknown_device',
    form: 'decoy',
    alsoRight: ['unknown_device'],
    patienceSeconds: 120,
    plot(stage) {
      const at = stage.draw.number('askedSeconds');
      return {
        beats: [
          acts(1, { type: 'permit-join', open: true }),
          ...joins(strangerOf(stage), at, stage.draw.number('stayAfterSeconds')),
          acts(at + 30, { type: 'permit-join', open: false }),
        ],
      };
    },
  },
  {
    name: 'a device that announces itself on the broker, by discovery',
    class: 'unknown_device',
    form: 'evasive',
    alsoRight: ['spoofed_message', 'joined_while_closed'],
    patienceSeconds: 60,
    plot(stage) {
      const id = `planted${Math.floor(stage.draw.number('nightMinutes') * 1_000)}`;
      const topic = `homeassistant/binary_sensor/${id}/motion/config`;
      const config = {
        name: 'Motion',
        unique_id: `${id}_motion`,
        state_topic: `${id}/state`,
        device_class: 'motion',
        device: { identifiers: [id], name: 'Hall sensor', manufacturer: 'Acme' },
      };
      return {
        beats: [says(1, topic, config, true), says(900, topic, '', true)],
        lastsSeconds: 1,
        about: ['Hall sensor'],
      };
    },
  },
  {
    name: 'a look-alike: one letter of the front door is another alphabet’s',
    class: 'spoofed_message',
    form: 'evasive',
    alsoRight: ['unknown_device', 'joined_while_closed'],
    patienceSeconds: 30,
    plot: (stage) => ({
      beats: joins(strangerOf(stage), 1, stage.draw.number('stayAfterSeconds'), 'Front dооr'),
      lastsSeconds: 1,
    }),
  },
];
