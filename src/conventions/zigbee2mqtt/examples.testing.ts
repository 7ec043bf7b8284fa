/** Small messages in Zigbee2MQTT's shapes, and what must be heard in them: success and refusal. */
export type Example = {
  readonly story: string;
  readonly messages: readonly { readonly topic: string; readonly payload: unknown; readonly retained?: boolean }[];
  /** the part of the door's device that must stand in the end */
  readonly door?: Record<string, unknown>;
  readonly bridge?: Record<string, unknown>;
  readonly problems?: readonly RegExp[];
};

export const bridgeDevices = [
  { ieee_address: '0x00124b0000000001', type: 'Coordinator', friendly_name: 'Coordinator', definition: null },
  {
    ieee_address: '0x00124b00000000aa',
    type: 'EndDevice',
    friendly_name: 'Haus/Tür',
    power_source: 'Battery',
    software_build_id: '1.2.3',
    definition: {
      vendor: 'Yale',
      model: 'YRD226',
      supports_ota: true,
      exposes: [
        {
          type: 'lock',
          features: [
            { type: 'binary', property: 'state', access: 7, value_on: 'LOCK', value_off: 'UNLOCK' },
            { type: 'enum', property: 'lock_state', access: 1, values: ['not_fully_locked', 'locked', 'unlocked'] },
          ],
        },
        { type: 'composite', property: 'pin_code', access: 7, features: [] },
        { type: 'binary', property: 'contact', access: 1, value_on: false, value_off: true },
        { type: 'binary', property: 'tamper', access: 1, value_on: true, value_off: false },
        { type: 'numeric', property: 'battery', access: 5 },
        { type: 'numeric', property: 'temperature', access: 1, unit: '°C' },
        { type: 'enum', property: 'action', access: 1, values: ['lock', 'unlock'] },
      ],
    },
  },
] as const;

const begin = [
  { topic: 'z/bridge/state', payload: { state: 'online' } },
  { topic: 'z/bridge/devices', payload: bridgeDevices },
] as const;
const topic = 'z/Haus/Tür';

export const examples: readonly Example[] = [
  {
    story: 'a name with a slash and an umlaut is one device, behind its bridge',
    messages: begin,
    door: {
      id: 'ieee:0x00124b00000000aa',
      name: 'Haus/Tür',
      kind: 'lock',
      vendor: 'Yale',
      via: 'ieee:0x00124b0000000001',
    },
  },
  {
    story: 'a contact that is false is an open door',
    messages: [...begin, { topic, payload: { contact: false } }],
    door: { state: { contact: expect('open') } },
  },
  {
    story: 'a bridge that publishes each attribute by itself is heard attribute by attribute',
    messages: [
      ...begin,
      { topic: 'z/bridge/info', payload: { config: { advanced: { output: 'attribute' } } } },
      ...Object.entries({
        state: 'LOCK',
        lock_state: 'not_fully_locked',
        contact: 'false',
        battery: '71',
        temperature: '21.5',
      }).map(([attribute, payload]) => ({ topic: `${topic}/${attribute}`, payload })),
      { topic: `${topic}/update-installed_version`, payload: '5' },
      { topic: `${topic}/action`, payload: 'unlock' },
      { topic: `${topic}/availability`, payload: { state: 'online' } },
    ],
    door: {
      state: { lock: expect('not_fully_locked'), contact: expect('open'), temperatureC: expect(21.5) },
      battery: expect({ percent: 71, low: null }),
      firmware: expect({ fileInstalled: 5 }),
      lastEvent: expect({ event: 'unlock' }),
      reachability: 'online',
      leaks: [],
    },
  },
  {
    story: 'a code that such a bridge publishes by itself is a secret that stands open',
    messages: [
      ...begin,
      { topic: 'z/bridge/info', payload: { config: { advanced: { output: 'attribute' } } } },
      { topic: `${topic}/action_code`, payload: '4821' },
    ],
    door: { leaks: [{ secret: 'keypad-code', topic: `${topic}/action_code` }] },
  },
  {
    story: 'a battery of 0 % is a reading',
    messages: [...begin, { topic, payload: { battery: 0 } }],
    door: { battery: expect({ percent: 0, low: null }) },
  },
  {
    story: 'a battery that is told in a word is low or it is not',
    messages: [...begin, { topic, payload: { battery_state: 'high' } }, { topic, payload: { battery_state: 'low' } }],
    door: { battery: expect({ percent: null, low: true }) },
  },
  {
    story: 'a battery that was low and is changed is not low any more',
    messages: [...begin, { topic, payload: { battery_state: 'low' } }, { topic, payload: { battery_state: 'medium' } }],
    door: { battery: expect({ percent: null, low: false }) },
  },
  {
    story: 'what is null was not told',
    messages: [
      ...begin,
      { topic, payload: { state: 'LOCK', lock_state: 'locked' } },
      { topic, payload: { state: null, lock_state: null, battery: null } },
    ],
    door: { state: { lock: expect('locked') }, battery: null },
  },
  {
    story: 'a bolt that did not reach its end is a jam, though its state says only UNLOCK',
    messages: [...begin, { topic, payload: { state: 'UNLOCK', lock_state: 'not_fully_locked' } }],
    door: { state: { lock: expect('not_fully_locked') } },
  },
  {
    story: 'a command that was taken moves the bolt, which has not yet arrived',
    messages: [
      ...begin,
      { topic, payload: { state: 'LOCK', lock_state: 'locked' } },
      { topic, payload: { state: 'UNLOCK', lock_state: 'locked' } },
    ],
    door: { state: { lock: expect('unlocking') } },
  },
  {
    story: 'availability in the old way, a bare word, and before the device is known',
    messages: [begin[0], { topic: `${topic}/availability`, payload: 'Online' }, begin[1]],
    door: { reachability: 'online' },
  },
  {
    story: 'the bridge is down: nothing is known of what is behind it',
    messages: [
      ...begin,
      { topic: `${topic}/availability`, payload: { state: 'online' } },
      { topic: 'z/bridge/state', payload: 'offline' },
    ],
    door: { reachability: 'unknown' },
  },
  {
    story: 'versions of −1 were never asked for, and mean nothing',
    messages: [...begin, { topic, payload: { update: { installed_version: -1, latest_version: -1, state: null } } }],
    door: { firmware: expect({ installed: '1.2.3', updateAvailable: null, fileInstalled: null }) },
  },
  {
    story: 'an update that runs, with its progress',
    messages: [
      ...begin,
      {
        topic,
        payload: {
          update: { installed_version: 5, latest_version: 6, state: 'updating', progress: 35.5, remaining: 120 },
        },
      },
    ],
    door: {
      firmware: expect({ updateAvailable: true, updating: { percent: 35.5, remainingSeconds: 120 }, fileLatest: 6 }),
    },
  },
  {
    story: 'a bridge that was asked says that an update is available',
    messages: [
      ...begin,
      otaAnswer('check', { data: { id: 'Haus/Tür', update_available: true, release_notes: 'Fixes' }, status: 'ok' }),
    ],
    door: {
      firmware: expect({ updateAvailable: true, releaseNotes: 'Fixes' }),
      lastCheck: expect({ outcome: 'answered', reason: null }),
    },
  },
  {
    story: 'an older file on offer is no update',
    messages: [
      ...begin,
      otaAnswer('check', { data: { id: 'Haus/Tür', update_available: true, downgrade: true }, status: 'ok' }),
    ],
    door: { firmware: expect({ updateAvailable: null }), lastCheck: expect({ outcome: 'answered', reason: null }) },
  },
  {
    story: 'a device that could not be asked is named in the error only, and why is told',
    messages: [
      ...begin,
      otaAnswer('check', {
        data: {},
        status: 'error',
        error: "Failed to check if there is one for 'Haus/Tür' (It didn't respond)",
      }),
    ],
    door: { lastCheck: expect({ outcome: 'failed', reason: "It didn't respond" }) },
  },
  {
    story: 'an answer is known by the transaction of our own question, whatever the device is called by now',
    messages: [
      ...begin,
      otaAnswer('check', { data: {}, status: 'error', error: 'No', transaction: 'gatehouse-check-0x00124b00000000aa' }),
    ],
    door: { lastCheck: expect({ outcome: 'failed', reason: 'No' }) },
  },
  {
    story: 'an update that fails tells why, and how far it had come',
    messages: [
      ...begin,
      { topic, payload: { update: { state: 'updating', progress: 60, remaining: 9 } } },
      { topic, payload: { update: { state: 'available' } } },
      otaAnswer('update', { data: {}, status: 'error', error: "Update of 'Haus/Tür' failed (Timed out)" }),
    ],
    door: {
      firmware: expect({ updating: null, updateAvailable: true }),
      lastUpdate: expect({ outcome: 'failed', reason: 'Timed out', percent: 60 }),
    },
  },
  {
    story: 'an update that ends well brings the new version',
    messages: [
      ...begin,
      { topic, payload: { update: { state: 'updating', progress: 99 } } },
      otaAnswer('update', { data: { id: 'Haus/Tür', to: { software_build_id: '1.2.4' } }, status: 'ok' }),
    ],
    door: {
      firmware: expect({ installed: '1.2.4', updating: null }),
      lastUpdate: expect({ outcome: 'succeeded', reason: null, percent: null }),
    },
  },
  {
    story: 'a second request for an update that runs is refused, and the first goes on',
    messages: [
      ...begin,
      { topic, payload: { update: { state: 'updating', progress: 20 } } },
      otaAnswer('update', { data: {}, status: 'error', error: "Update already in progress for 'Haus/Tür'" }),
    ],
    door: { firmware: expect({ updating: { percent: 20, remainingSeconds: null } }), lastUpdate: null },
  },
  {
    story: 'an answer that the broker remembered says nothing of now',
    messages: [
      ...begin,
      {
        ...otaAnswer('update', { data: {}, status: 'error', error: "Update of 'Haus/Tür' failed (No)" }),
        retained: true,
      },
    ],
    door: { lastUpdate: null },
  },
  {
    story: 'a progress that cannot be is not told',
    messages: [...begin, { topic, payload: { update: { state: 'updating', progress: 1e9, remaining: -4 } } }],
    door: { firmware: expect({ updating: { percent: null, remainingSeconds: null } }) },
  },
  {
    story: 'a code at the keypad is an event, and the code is nowhere',
    messages: [
      ...begin,
      { topic, payload: { action: 'unlock', action_user: 3, action_source_name: 'keypad', action_code: '4821' } },
    ],
    door: {
      lastEvent: expect({
        event: 'unlock',
        text: 'Unlocked at the keypad with the code of user 3',
        meaning: 'right-code',
      }),
    },
  },
  {
    story: 'a wrong code is known as one',
    messages: [...begin, { topic, payload: { action: 'unlock_failure_invalid_pin_or_id', action_user: null } }],
    door: { lastEvent: expect({ text: 'A wrong code was entered to unlock', meaning: 'wrong-code' }) },
  },
  {
    story: 'a good code that opened is known as one',
    messages: [...begin, { topic, payload: { action: 'unlock', action_user: 3, action_source_name: 'keypad' } }],
    door: { lastEvent: expect({ meaning: 'right-code' }) },
  },
  {
    story: 'a bolt that was moved by hand says nothing of codes',
    messages: [...begin, { topic, payload: { action: 'unlock', action_source_name: 'manual' } }],
    door: { lastEvent: expect({ text: 'Unlocked by hand', meaning: null }) },
  },
  {
    story: 'an action with the name of something every object has means nothing',
    messages: [...begin, { topic, payload: { action: 'constructor', action_source_name: 'toString' } }],
    door: { lastEvent: expect({ text: 'constructor (as the device calls it)', meaning: null }) },
  },
  {
    story: 'the bridge lets devices join until a moment, told before its own device was known',
    messages: [
      { topic: 'z/bridge/info', payload: { permit_join: true, permit_join_end: 1_800_000_254_000, config: {} } },
      ...begin,
    ],
    bridge: { pairing: expect({ open: true, until: 1_800_000_254_000 }) },
  },
  {
    story: 'the bridge lets nobody join any more',
    messages: [
      ...begin,
      { topic: 'z/bridge/info', payload: { permit_join: true, config: {} } },
      { topic: 'z/bridge/info', payload: { permit_join: false, config: {} } },
    ],
    bridge: { pairing: expect({ open: false, until: null }) },
  },
  {
    story: 'a bridge that does not say whether devices may join has said nothing of it',
    messages: [...begin, { topic: 'z/bridge/info', payload: { permit_join: 'yes', config: {} } }],
    bridge: { pairing: null },
  },
  {
    story: 'a renamed device stays the same one',
    messages: [
      ...begin,
      { topic: 'z/bridge/devices', payload: [bridgeDevices[0], { ...bridgeDevices[1], friendly_name: 'Back door' }] },
    ],
    door: { name: 'Back door' },
  },
  {
    story: 'a state that is no JSON changes nothing',
    messages: [...begin, { topic, payload: { battery: 50 } }, { topic, payload: 'battery: 10' }],
    door: { battery: expect({ percent: 50, low: null }) },
    problems: [/not a JSON object/],
  },
  {
    story: 'an availability that says neither changes nothing',
    messages: [
      ...begin,
      { topic: `${topic}/availability`, payload: 'online' },
      { topic: `${topic}/availability`, payload: 'perhaps' },
    ],
    door: { reachability: 'online' },
    problems: [/neither online nor offline/],
  },
  {
    story: 'a name with a wildcard in it cannot be subscribed, and says so',
    messages: [
      ...begin,
      { topic: 'z/bridge/devices', payload: [...bridgeDevices, { ieee_address: '0xbb', friendly_name: 'all/#' }] },
    ],
    problems: [/rename it/],
  },
  {
    story: 'a list that is no list is refused',
    messages: [...begin, { topic: 'z/bridge/devices', payload: { devices: [] } }],
    door: { name: 'Haus/Tür' },
    problems: [/not a JSON list/],
  },
];

function otaAnswer(work: 'check' | 'update', payload: object) {
  return { topic: `z/bridge/response/device/ota_update/${work}`, payload };
}

/** the value of a told fact, whatever its evidence */
function expect(value: unknown): { readonly value: unknown } {
  return { value };
}
