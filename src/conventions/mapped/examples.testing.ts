import type { Mapping } from '@/core/mapping';

/** A lock that somebody built: it tells its bolt and its battery in JSON, and takes two words. */
export const shed: Mapping = {
  kind: 'lock',
  name: 'Shed',
  room: 'Garden',
  readings: [
    {
      aspect: 'lock',
      topic: 'diy/shed',
      path: ['state', 'bolt'],
      values: [
        { value: 'IN', means: 'locked' },
        { value: 'OUT', means: 'unlocked' },
      ],
    },
    { aspect: 'battery', topic: 'diy/shed', path: ['cells', '0'], values: [] },
    {
      aspect: 'online',
      topic: 'diy/shed/lwt',
      path: [],
      values: [
        { value: 'up', means: 'online' },
        { value: 'down', means: 'offline' },
      ],
    },
  ],
  command: {
    topic: 'diy/shed/set',
    payloads: [
      { means: 'locked', payload: '{"move":"in"}' },
      { means: 'unlocked', payload: '{"move":"out"}' },
    ],
  },
};

/** The same topic tells of a second thing as well, with nothing to command. */
export const shedTemperature: Mapping = {
  kind: 'temperature',
  name: 'Shed air',
  room: null,
  readings: [{ aspect: 'temperature', topic: 'diy/shed', path: ['air'], values: [] }],
  command: null,
};

export const shedCamera: Mapping = {
  kind: 'camera',
  name: 'Shed camera',
  room: null,
  readings: [{ aspect: 'picture', topic: 'diy/shed/still', path: [], values: [] }],
  command: null,
};
