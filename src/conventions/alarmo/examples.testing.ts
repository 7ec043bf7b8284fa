import { told, type Example, type Line } from '../listen.testing';

const say = (topic: string, payload: unknown): Line => ({ topic: `alarmo/${topic}`, payload });

export const begin: readonly Line[] = [
  { topic: 'alarmo/state', payload: 'armed_away', retained: true },
  { topic: 'alarmo/ground_floor/state', payload: 'disarmed', retained: true },
];

export const examples: readonly Example[] = [
  {
    story: 'the panel of the house, and that of an area',
    lines: begin,
    devices: {
      Alarmo: {
        id: 'alarmo:alarmo',
        kind: 'alarm',
        capabilities: ['alarm-panel'],
        nameIsDerived: true,
        reachability: 'unknown',
        lastSeen: null,
        state: { alarm: told('armed_away') },
      },
      'Alarmo ground floor': { id: 'alarmo:alarmo/ground_floor', state: { alarm: told('disarmed') } },
    },
  },
  {
    story: 'a panel on another base',
    lines: [{ topic: 'house/state', payload: 'triggered', retained: true }],
    devices: { house: { kind: 'alarm', state: { alarm: told('triggered') } } },
  },
  {
    story: 'an alarm, and who caused it',
    lines: [
      ...begin,
      say('state', 'triggered'),
      say('event', { event: 'TRIGGER', sensors: [{ entity_id: 'binary_sensor.kitchen', name: 'Kitchen window' }] }),
    ],
    devices: {
      Alarmo: {
        state: { alarm: told('triggered') },
        lastSeenLive: true,
        lastEvent: told({ event: 'trigger', text: 'The alarm was triggered: Kitchen window', meaning: null }),
      },
    },
  },
  {
    story: 'a wrong code',
    lines: [...begin, say('ground_floor/event', { event: 'INVALID_CODE_PROVIDED' })],
    devices: { 'Alarmo ground floor': { lastEvent: told({ meaning: 'wrong-code' }) }, Alarmo: { lastEvent: null } },
  },
  {
    story: 'what says only which modes are ready is no event, nor one that the broker remembers',
    lines: [
      ...begin,
      say('event', { event: 'READY_TO_ARM_MODES_UPDATED' }),
      { topic: 'alarmo/event', payload: { event: 'DISARM' }, retained: true },
    ],
    devices: { Alarmo: { lastEvent: null } },
  },
  {
    story: 'a state that Alarmo does not know is refused',
    lines: [...begin, say('state', 'napping')],
    devices: { Alarmo: { state: { alarm: told('armed_away') } } },
    problems: [/does not know/],
  },
  {
    story: 'another program’s state is no alarm, nor an event that is none',
    lines: [
      { topic: 'pump/state', payload: 'pending' },
      { topic: 'wyzebridge/state', payload: 'online' },
      ...begin,
      say('event', 'TRIGGER'),
    ],
    devices: { pump: undefined, wyzebridge: undefined, Alarmo: { lastEvent: null } },
  },
];
