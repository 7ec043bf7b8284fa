import type { Leak } from '../device';
import type { ConventionName, SecretKind } from '../observation';

/** What to do about a secret that stands in clear. */
export type SecretAdvice = {
  /** how the program that published it is made to stop */
  readonly stop: string;
  /** how others are kept from reading the topic, until then and where nothing stops it */
  readonly restrict: string;
  /** what follows, because whoever read it still has it */
  readonly change: string;
};

type Stops = { readonly any: string } & { readonly [C in ConventionName]?: string };

/** By kind of secret, then by the program that publishes it; `any`: for those without a line of their own. */
const stops: Readonly<Record<SecretKind, Stops>> = {
  'keypad-code': {
    any: 'Whatever listens to the keypad needs what is typed there, so it cannot be left out: keep others from reading it, and never let it be retained.',
    zigbee2mqtt:
      'Zigbee2MQTT cannot leave out what is typed at a keypad, because your alarm needs it: keep others from reading it, and leave “retain” off in the settings of the keypad.',
  },
  'lock-code': {
    any: 'Look in the program that speaks for the lock for a setting that publishes codes, and switch it off.',
    // zigbee2mqtt.io, "expose_pin" in the page of each lock with codes
    zigbee2mqtt:
      'In Zigbee2MQTT switch off “expose_pin” in the settings of this lock: codes are left out from then on.',
    // zwave-js-ui docs/guide/mqtt.md: gateway type, retain
    'zwave-js-ui':
      'In Z-Wave JS UI set the gateway’s type to “Configured manually” and leave userCode out, or at least switch off “Retain”, and do not poll userCode. Then publish an empty retained message to the topic: that clears what stands there.',
    // technyon/nuki_hub README, "Keypad control"
    'nuki-hub':
      'On the web page of Nuki Hub switch off that codes of the keypad are published (“Also publish keypad codes”).',
  },
  'alarm-code': {
    any: 'Set the alarm up so that the code is checked where it is typed, and is not published.',
    // home-assistant.io/integrations/alarm_control_panel.mqtt, "code"
    'home-assistant':
      'Take “code” out of what announces this panel (in ring-mqtt: “disarm_code”). With “code: REMOTE_CODE” the panel itself checks what is typed; “code_arm_required” and “code_disarm_required” say when it asks.',
    'ring-mqtt':
      'Leave “disarm_code” empty in the configuration of ring-mqtt: it announces the alarm without a code then.',
    alarmo:
      'Alarmo takes codes on its command topic, where everybody who may read it sees them. Let only Alarmo read that topic; or switch off “Require code” in its MQTT settings and let only accounts you trust publish there.',
  },
  'broker-password': {
    any: 'Give the device its password by a way that nobody repeats: on its own web page, or over an encrypted connection.',
    // tasmota/docs docs/Commands.md, "Backlog", "MqttPassword"
    tasmota:
      'Set it with “Backlog2 MqttUser name; MqttPassword2 password”: these repeat nothing. The plain MqttPassword is echoed on stat/…/RESULT for everybody.',
    shelly:
      'It was sent with MQTT.SetConfig, which everybody reads who may read the rpc topic. Set it on the Shelly’s own web page instead.',
  },
  'wifi-password': {
    any: 'Set it on the device’s own page, not over the broker.',
    tasmota:
      'Set it within a Backlog2: that repeats nothing. The plain Password1 is echoed on stat/…/RESULT for everybody.',
  },
  'network-key': {
    any: 'Look in the program that publishes it for a newer version, or a setting that leaves the key out.',
    zigbee2mqtt: 'Update Zigbee2MQTT: current versions keep the key of the network out of bridge/info.',
  },
  'address-password': {
    any: 'Take user name and password out of the address in the program that publishes it, and let it log in by another setting.',
    'home-assistant':
      'Take user name and password out of the address in the program that announces this camera; give them to Home Assistant’s own camera settings instead.',
    'ring-mqtt':
      'ring-mqtt writes “livestream_user” and “livestream_pass” into the address of each stream. Leave both empty, and let your firewall decide who reaches the stream’s port.',
    frigate:
      'Write the log-ins of cameras in Frigate’s configuration as {FRIGATE_RTSP_PASSWORD}, which it keeps to itself.',
  },
  'private-key': {
    any: 'Only the public half of a key may be published. Update the device, and let it make a new key.',
  },
  password: {
    any: 'Look in the program that publishes it for the setting that leaves it out.',
    tasmota:
      'Send such settings within a Backlog2: that repeats nothing. Sent plainly, each is echoed on stat/…/RESULT.',
    shelly:
      'It was sent by RPC, which everybody reads who may read the rpc topic. Set it on the Shelly’s own web page instead.',
    // esphome.io/components/mqtt, "log_topic"
    esphome:
      'It stands in the log that ESPHome publishes. Set “log_topic: null” below “mqtt:” in the device’s configuration.',
    homie: 'Settings are sent to the device in clear. Let nobody but the device read its “set” topics.',
    openmqttgateway:
      'Settings are sent to the gateway in clear. Let nobody but the gateway read its “commands” topics.',
  },
};

const changes: Readonly<Record<SecretKind, string>> = {
  'keypad-code': 'Then change the code that was typed',
  'lock-code': 'Then give whoever uses that code a new one',
  'alarm-code': 'Then change the code of the alarm',
  'broker-password': 'Then replace the password',
  'wifi-password': 'Then change the password of the Wi-Fi',
  'network-key': 'Then form the network anew with a new key, which means pairing every device again',
  'address-password': 'Then change the password of the camera or service',
  'private-key': 'Then issue whatever was issued to the old key again',
  password: 'Then change it',
};

export function secretAdvice({ secret, topic, by }: Leak): SecretAdvice {
  const forKind = stops[secret];
  return {
    stop: forKind[by] ?? forKind.any,
    restrict: `On Mosquitto, a role is kept from reading it by: mosquitto_ctrl dynsec addRoleACL ROLE publishClientReceive '${topic}' deny`,
    change: `${changes[secret]}: whoever read it still has it.`,
  };
}
