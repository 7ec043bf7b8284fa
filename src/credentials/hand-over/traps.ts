import type { Device } from '@/core/device';
import type { RotationWay } from '@/core/log-ins/rotation';

const inClear =
  'The new password travels as a command: whoever may read this device’s commands on the broker can read it.';

/** What each program does with a new log-in that a person should know before (CREDENTIALS.md, section 4). */
const byConvention: Readonly<Record<string, readonly string[]>> = {
  zigbee2mqtt: [
    inClear,
    'The bridge restarts; its devices are not heard for some seconds.',
    'If it was started with ZIGBEE2MQTT_CONFIG_MQTT_USER or …_PASSWORD in its environment, those win and nothing changes. It then goes on with the old password.',
    'If it tells its log on the broker in full (log_debug_to_mqtt_frontend), the new password stands there too. Switch that off first.',
  ],
  tasmota: [
    inClear,
    'It restarts at once; a relay may click.',
    'It does not go back to its old password by itself. Both stay valid until it is heard with the new one.',
    'A password that somebody set in its own file, or a build with one fixed in it, comes back after a reset.',
  ],
  shelly: [
    inClear,
    'It restarts; a relay may click, and its timers start anew.',
    'Its own web password does not protect this: who may command it on the broker may change it.',
  ],
  'nuki-hub': [
    inClear,
    'It takes it only if “Modify configuration over MQTT” is switched on in its web page, and not if that asks for a one-time code.',
    'It restarts; the lock works on, but cannot be reached for about a minute.',
  ],
  homie: [
    inClear,
    'It restarts, and does not say afterwards which password it uses.',
    'With a wrong password it can be reached only by pressing its reset, which takes its whole configuration.',
  ],
};

const byHand: readonly string[] = [
  'You type it in yourself, on the device or on its own page. Take the time it needs: both passwords are valid until then.',
  'The new password is shown only in this browser, and only until the device uses it. If you need more than an hour, write it down: then the administrator is signed out, the password is shown no more, and both stay valid.',
];

/** Nobody here knows what logs in with it: Home Assistant, Node-RED, or something that is forgotten. */
const unknownUser: readonly string[] = [
  'Nothing tells here what uses this log-in. Find all that does before you say that the new one works.',
  'You get a new name and a new password. Both log-ins have the same rights and are valid until you have typed the new one in.',
  'The new password is shown only in this browser, and for an hour. If you need longer, write it down: then the administrator is signed out, and both stay valid.',
];

/** What to mind before `device` is given a new log-in in this way; nothing where it is sealed. */
export function trapsOf(device: Device | null, way: RotationWay): readonly string[] {
  switch (way) {
    case 'two-slots':
      return [];
    case 'by-hand':
      return device === null ? unknownUser : byHand;
    case 'one-slot':
      return byConvention[device?.login?.by ?? ''] ?? [inClear];
  }
}
