import { fact, type Example } from '../hearing.testing';

const head = 'home/OMG_Shed';
const shed = 'openmqttgateway:home/omg_shed';
const online = { topic: `${head}/LWT`, payload: 'online', retained: true };
export const system = { uptime: 360, version: 'v1.7.0', rssi: -41, ip: '192.0.2.3', mac: '0A:1B:2C:3D:4E:5F' };
const started = { topic: `${head}/SYStoMQTT`, payload: system };
export const opened = {
  id: '0A:1B:2C:3D:4E:60',
  name: 'MCCGQ02HL',
  rssi: -79,
  brand: 'Xiaomi',
  model: 'Door/Window Sensor',
  model_id: 'MCCGQ02HL',
  type: 'CTMO',
  batt: 83,
  open: true,
};
const door = 'mac:0a:1b:2c:3d:4e:60';
const heard = (gateway: string, payload: object) => ({ topic: `home/${gateway}/BTtoMQTT/0A1B2C3D4E60`, payload });

export const examples: readonly Example[] = [
  {
    story: 'a gateway is found by its will and says who it is',
    messages: [online, started],
    devices: {
      [shed]: {
        name: 'OMG_Shed',
        nameIsDerived: true,
        kind: 'hub',
        identifiers: ['mac:0a:1b:2c:3d:4e:5f', shed],
        reachability: 'online',
        signal: fact({ rssiDbm: -41, lqi: null }),
        firmware: fact({ installed: 'v1.7.0', latest: null, updateAvailable: null }),
      },
    },
  },
  {
    story: 'the newest release it looked up is an update, unless it runs it',
    messages: [online, started, { topic: `${head}/RLStoMQTT`, payload: { latest_version: 'v1.8.1' }, retained: true }],
    devices: {
      [shed]: {
        capabilities: ['firmware-update'],
        firmware: fact({ installed: 'v1.7.0', latest: 'v1.8.1', updateAvailable: true }),
      },
    },
  },
  {
    story: 'an old one tells its version in plain text',
    messages: [
      online,
      { topic: `${head}/SYStoMQTT`, payload: { uptime: 1 } },
      { topic: `${head}/version`, payload: '0.9.4beta' },
    ],
    devices: { [shed]: { firmware: fact({ installed: '0.9.4beta' }) } },
  },
  {
    story: 'a door sensor it hears is a device behind it',
    messages: [online, heard('OMG_Shed', opened)],
    devices: {
      [shed]: { kind: 'hub', reachability: 'online' },
      [door]: {
        name: 'MCCGQ02HL',
        nameIsDerived: true,
        vendor: 'Xiaomi',
        model: 'MCCGQ02HL',
        kind: 'sensor',
        via: shed,
        reachability: 'unknown',
        battery: fact({ percent: 83, low: null }),
        signal: fact({ rssiDbm: -79, lqi: null }),
        state: { contact: fact('open') },
        capabilities: ['contact', 'battery'],
      },
    },
  },
  {
    story: 'whom two gateways hear is one device, which moves when its gateway is gone',
    messages: [
      online,
      { topic: 'home/OMG_Hall/LWT', payload: 'online', retained: true },
      heard('OMG_Shed', opened),
      heard('OMG_Hall', { ...opened, open: false }),
      { topic: `${head}/LWT`, payload: 'offline' },
      heard('OMG_Hall', opened),
    ],
    devices: { [door]: { via: 'openmqttgateway:home/omg_hall', state: { contact: fact('open') } } },
  },
  {
    story: 'a phone that passes by is no device',
    messages: [
      online,
      heard('OMG_Shed', { id: '0A:1B:2C:3D:4E:60', rssi: -60 }),
      heard('OMG_Shed', { id: '0A:1B:2C:3D:4E:60', rssi: -60, model_id: 'APPLEWATCH', type: 'RMAC' }),
    ],
    devices: { [shed]: { kind: 'hub' }, [door]: null },
  },
  ...['open', 'closed'].map((contact) => ({
    story: `a contact that says in a word that it is ${contact}`,
    messages: [online, heard('OMG_Shed', { ...opened, open: undefined, contact })],
    devices: { [door]: { capabilities: ['contact', 'battery'], state: { contact: fact(contact) } } },
  })),
  {
    story: 'a contact that says another word says nothing of the door',
    messages: [online, heard('OMG_Shed', { ...opened, open: undefined, contact: 'timeout' })],
    devices: { [door]: { capabilities: ['battery'] } },
  },
  {
    story: 'temperature and humidity are told',
    messages: [online, heard('OMG_Shed', { ...opened, open: undefined, tempc: 21.3, tempf: 70.3, hum: 44 })],
    devices: {
      [door]: { capabilities: ['temperature', 'humidity', 'battery'], state: { temperatureC: fact(21.3) } },
    },
  },
  {
    story: 'a password in a command is masked, and so is the code of a radio remote, which is no finding',
    messages: [
      online,
      started,
      { topic: `${head}/commands/MQTTtoSYS/config`, payload: { mqtt_user: 'u', mqtt_pass: 's3cret' } },
      { topic: `${head}/433toMQTT`, payload: { value: 12, code: 's3cret' } },
    ],
    devices: { [shed]: { leaks: [] } },
  },
  {
    story: 'what is no JSON changes nothing',
    messages: [online, started, { topic: `${head}/SYStoMQTT`, payload: 'busy' }],
    devices: { [shed]: { firmware: fact({ installed: 'v1.7.0' }) } },
    problems: [/not a JSON object/],
  },
];
