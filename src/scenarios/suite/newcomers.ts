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
    name: 'a device joins after pairing was closed again: somebody waited for an evening on which it was open',
    class: 'joined_while_closed',
    form: 'evasive',
    // what joins right after may have begun before: then a question is all that can be told
    alsoRight: ['unknown_device'],
    patienceSeconds: 30,
    plot(stage) {
      const closedAt = 1 + stage.draw.number('askedSeconds');
      const joinsAt = closedAt + stage.draw.number('afterPairingSeconds');
      return {
        beats: [
          acts(1, { type: 'permit-join', open: true }),
          acts(closedAt, { type: 'permit-join', open: false }),
          ...joins(strangerOf(stage), joinsAt, stage.draw.number('stayAfterSeconds')),
        ],
        beginsAtSeconds: joinsAt,
        lastsSeconds: joinsAt,
      };
    },
  },
  {
    name: 'a camera that nobody bought announces itself on the broker, in so many words',
    class: 'unknown_device',
    form: 'easy',
    alsoRight: ['joined_while_closed'],
    patienceSeconds: 60,
    plot(stage) {
      const id = `camera-${strangerOf(stage)}`;
      const topic = `gatehouse/v1/device/${id}/about`;
      const name = `Camera ${id}`;
      const about = { name, kind: 'camera', vendor: 'Acme', model: 'Eye', serial: id, power: 'mains' };
      return {
        beats: [says(1, topic, about, true), says(1 + stage.draw.number('stayAfterSeconds'), topic, '', true)],
        lastsSeconds: 1,
        about: [name],
      };
    },
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
    name: 'somebody speaks in the name of a thermometer and does not know what it can tell',
    class: 'spoofed_message',
    form: 'easy',
    patienceSeconds: 30,
    plot(stage) {
      const { name, state } = stage.device('Bedroom climate');
      const humidity = stage.draw.whole('impossiblePercent');
      return { beats: [says(1, `${stage.home.base}/${name}`, { ...state, humidity })] };
    },
  },
  {
    name: 'somebody speaks in the name of a smoke alarm that is out of reach, and says that all is well',
    class: 'spoofed_message',
    form: 'evasive',
    patienceSeconds: 60,
    plot(stage) {
      const { ieee, name, state } = stage.device('Hallway smoke');
      const spokenAt = stage.draw.number('spokenSeconds');
      return {
        beats: [
          acts(1, { type: 'reach', ieee, available: false }),
          says(1 + spokenAt, `${stage.home.base}/${name}`, { ...state, smoke: false }),
          acts(300 + spokenAt, { type: 'reach', ieee, available: true }),
        ],
        lastsSeconds: 1 + spokenAt,
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
