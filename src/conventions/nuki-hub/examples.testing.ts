import { told, without, type Example, type Line } from '../listen.testing';

const kept = (topic: string, payload: unknown): Line => ({ topic, payload, retained: true });

export const begin: readonly Line[] = [
  kept('door/maintenance/mqttConnectionState', 'online'),
  kept('door/maintenance/wifiRssi', '-61'),
  kept('door/info/nukiHubVersion', '9.9'),
  kept('door/info/nukiHubLatest', '9.16'),
  kept('door/lock/availability', 'online'),
  kept('door/lock/hastate', 'locked'),
  kept('door/lock/state', 'locked'),
  kept('door/lock/rssi', '-68'),
  kept('door/lock/battery/level', '64'),
  kept('door/lock/battery/critical', '0'),
  kept('door/lock/info/firmwareVersion', '4.6.6'),
];
export const settings = kept('door/lock/configuration/basicJson', { nukiID: '2A7C11B5', name: 'Haustür' });

const keypadEntry = (trigger: string, completionStatus: string): Line => ({
  topic: 'door/lock/rollingLog',
  payload: {
    index: 90,
    authorizationId: 0,
    authorizationName: 'Mary',
    type: 'KeypadAction',
    action: 'Unlock',
    trigger,
    completionStatus,
    codeId: 7,
  },
});
const lockOf = 'Nuki lock (door)';

export const examples: readonly Example[] = [
  {
    story: 'a hub and its lock',
    lines: begin,
    devices: {
      door: {
        kind: 'hub',
        vendor: 'Technyon',
        reachability: 'online',
        signal: told({ rssiDbm: -61, lqi: null }),
        firmware: told({ installed: '9.9', latest: '9.16', updateAvailable: true }),
        capabilities: [],
      },
      [lockOf]: {
        kind: 'lock',
        vendor: 'Nuki',
        via: 'nuki-hub:door',
        reachability: 'online',
        lastSeen: null,
        battery: told({ percent: 64, low: false }),
        signal: told({ rssiDbm: -68, lqi: null }),
        firmware: told({ installed: '4.6.6', latest: null, updateAvailable: null }),
        state: { lock: told('locked') },
      },
    },
  },
  {
    story: 'the batteries of its keypad and of its door sensor are not its own',
    lines: [...begin, kept('door/lock/battery/keypadCritical', '0'), kept('door/lock/battery/doorSensorCritical', '1')],
    devices: {
      [lockOf]: {
        battery: told({ percent: 64, low: false }),
        state: { keypadBatteryLow: told(false), doorSensorBatteryLow: told(true) },
      },
    },
  },
  {
    story: 'a wrong code at the keypad, which a memory of one and a finger are not',
    lines: [
      ...begin,
      keypadEntry('code', 'invalidCode'),
      keypadEntry('fingerprint', 'invalidCode'),
      { ...keypadEntry('code', 'success'), retained: true },
    ],
    devices: {
      [lockOf]: { lastEvent: told({ text: 'A wrong code was entered at the keypad', meaning: 'wrong-code' }) },
    },
  },
  {
    story: 'a good code at the keypad is told by its place',
    lines: [...begin, keypadEntry('code', 'success'), keypadEntry('arrowkey', 'success')],
    devices: {
      [lockOf]: { lastEvent: told({ text: 'Used at the keypad with the code of user 7', meaning: 'right-code' }) },
    },
  },
  {
    story: 'a lock that tells its own number and name',
    lines: [...begin, settings],
    devices: {
      Haustür: { identifiers: ['nuki-hub:door/lock', 'nuki:2a7c11b5', 'ha:nuki_2a7c11b5'], nameIsDerived: false },
    },
  },
  {
    story: 'the hub is gone, and its lock with it, though its own topic still says online',
    lines: [...begin, { topic: 'door/maintenance/mqttConnectionState', payload: 'offline' }],
    devices: { door: { reachability: 'offline' }, [lockOf]: { reachability: 'offline' } },
  },
  {
    story: 'the hub is back, and its lock with it',
    lines: [
      ...begin,
      { topic: 'door/maintenance/mqttConnectionState', payload: 'offline' },
      { topic: 'door/maintenance/mqttConnectionState', payload: 'online' },
    ],
    devices: { [lockOf]: { reachability: 'online' } },
  },
  {
    story: 'a lock out of reach of its hub',
    lines: [...begin, { topic: 'door/lock/availability', payload: 'offline' }],
    devices: { [lockOf]: { reachability: 'offline' } },
  },
  {
    story: 'a bolt that jams, a door that opens',
    lines: [
      ...begin,
      { topic: 'door/lock/state', payload: 'motorBlocked' },
      { topic: 'door/lock/hastate', payload: 'jammed' },
      { topic: 'door/lock/doorSensorState', payload: 'doorOpened' },
    ],
    devices: { [lockOf]: { state: { lock: told('jammed'), contact: told('open') }, lastSeenLive: true } },
  },
  {
    story: 'where there is no plain state, its many words are read',
    lines: [begin[0] as Line, { topic: 'door/lock/state', payload: 'motorBlocked' }],
    devices: { [lockOf]: { state: { lock: told('jammed') } } },
  },
  {
    story: 'an action that the broker remembers is not what the lock does',
    lines: [...begin, kept('door/lock/action', 'unlock'), kept('door/lock/action', 'ack')],
    devices: { [lockOf]: { state: { lock: told('locked') }, lastEvent: null } },
  },
  {
    story: 'a hub that is set to refuse an action says so, when it happens',
    lines: [
      ...begin,
      { topic: 'door/lock/action', payload: 'unlock' },
      { topic: 'door/lock/action', payload: 'denied' },
    ],
    devices: { [lockOf]: { lastEvent: told({ event: 'refused' }) } },
  },
  {
    story: 'a lock that did not answer its hub did not do what it was asked, and a memory of that is nothing',
    lines: [...begin, { topic: 'door/lock/commandResult', payload: 'timeOut' }, kept('door/lock/action', 'denied')],
    devices: {
      [lockOf]: { lastEvent: told({ text: 'Did not do what it was asked: it did not answer the hub in time' }) },
    },
  },
  {
    story: 'a door sensor that is not there says nothing, nor a state that is undefined',
    lines: [begin[0] as Line, kept('door/lock/doorSensorState', 'unavailable'), kept('door/lock/hastate', 'undefined')],
    devices: { [lockOf]: { state: {} } },
  },
  {
    story: 'a bolt and a door that the lock does not know any more are neither locked nor closed',
    lines: [
      begin[0] as Line,
      { topic: 'door/lock/state', payload: 'locked' },
      { topic: 'door/lock/doorSensorState', payload: 'doorClosed' },
      { topic: 'door/lock/state', payload: 'uncalibrated' },
      { topic: 'door/lock/doorSensorState', payload: 'tampered' },
    ],
    devices: { [lockOf]: { state: without('lock', 'contact') } },
  },
  {
    story: 'a door sensor that somebody has taken off was tampered with, until it knows of its door again',
    lines: [begin[0] as Line, kept('door/lock/doorSensorState', 'tampered')],
    devices: { [lockOf]: { state: { tamper: told(true) } } },
  },
  {
    story: 'a door sensor that was put back is well again',
    lines: [
      begin[0] as Line,
      kept('door/lock/doorSensorState', 'tampered'),
      { topic: 'door/lock/doorSensorState', payload: 'unknown' },
      { topic: 'door/lock/doorSensorState', payload: 'doorClosed' },
    ],
    devices: { [lockOf]: { state: { tamper: told(false), contact: told('closed') } } },
  },
  {
    story: 'a hub that may be updated over MQTT keeps a topic for it',
    lines: [...begin, kept('door/maintenance/update', '0')],
    devices: { door: { capabilities: ['firmware-update'] } },
  },
  {
    story: 'a connection that is neither is refused',
    lines: [...begin, { topic: 'door/maintenance/mqttConnectionState', payload: 'perhaps' }],
    devices: { door: { reachability: 'online' } },
    problems: [/neither online nor offline/],
  },
];
