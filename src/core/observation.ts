import type { UpdateSource } from './firmware/update-source';
import type { CodesFact } from './codes/lock-code';
import type { MessageProof } from './message-proof';
import type { State } from './state';

/** A way of speaking MQTT. */
export type ConventionName =
  | 'zigbee2mqtt'
  | 'home-assistant'
  | 'gatehouse'
  | 'tasmota'
  | 'shelly'
  | 'esphome'
  | 'wled'
  | 'openmqttgateway'
  | 'rtl_433'
  | 'homie'
  | 'frigate'
  | 'ring-mqtt'
  | 'nuki-hub'
  | 'nuki'
  | 'zwave-js-ui'
  | 'amcrest2mqtt'
  | 'wyze-bridge'
  | 'alarmo'
  /** a person said what the topics mean (`mapping.ts`) */
  | 'mapped'
  /** what the broker itself tells of who is connected; no convention of devices */
  | 'broker';

/** How one convention names one device: unique over all conventions, e.g. `zigbee2mqtt:zigbee2mqtt/0x000d6f0010fa0510`. */
export type VoiceKey = string;

/** `scheme:value`, e.g. `ieee:0x000d6f0010fa0510`, `mac:aa:bb:cc:dd:ee:ff`, `serial:1234`; lower case. Only hard identity. */
export type Identifier = string;

export const deviceKinds = [
  'camera',
  'doorbell',
  'lock',
  'sensor',
  'alarm',
  'siren',
  'plug',
  'light',
  'cover',
  'climate',
  'hub',
  'other',
] as const;
export type DeviceKind = (typeof deviceKinds)[number];

/** What a device can do or tell; the page asks this, never which brand it is. */
export type Capability =
  | 'lock'
  /** its bolt moves only with a code, and whoever tells that has no way to be given one from here */
  | 'bolt-needs-code'
  | 'contact'
  | 'motion'
  | 'occupancy'
  | 'vibration'
  | 'smoke'
  | 'carbon-monoxide'
  | 'gas'
  | 'leak'
  | 'glass-break'
  | 'sound'
  /** tells whether a person or a thing is at home */
  | 'presence'
  | 'tamper'
  | 'siren'
  | 'switch'
  | 'keypad'
  | 'pin-codes'
  | 'temperature'
  | 'humidity'
  | 'power'
  | 'battery'
  /** takes pictures */
  | 'camera'
  /** can be told to look away: it takes no pictures then */
  | 'privacy'
  /** somebody rings it */
  | 'doorbell'
  | 'alarm-panel'
  | 'button'
  /** a blind, a shutter, a gate: something that is moved */
  | 'cover'
  | 'valve'
  | 'climate'
  /** can be asked whether there is a newer firmware */
  | 'firmware-check'
  /** its update can be started from here */
  | 'firmware-update'
  /** an update can be left for when it wakes up, and be called off */
  | 'firmware-schedule'
  /** fetches its firmware from an address that it was set to, and tells which */
  | 'firmware-source';

/**
 * What a convention last said of a device being there. `asleep` is a healthy battery device between its reports.
 * `unknown` is said too: it takes back what was said before.
 */
export type Reachability = 'online' | 'offline' | 'asleep' | 'unknown';

export type Battery = { readonly percent: number | null; readonly low: boolean | null };
/** `rssiDbm` in dBm, `lqi` 0–255 (IEEE 802.15.4 link quality). */
export type Signal = { readonly rssiDbm: number | null; readonly lqi: number | null };

export type FirmwareFacts = {
  /** readable version, as the device says it */
  readonly installed?: string | null;
  readonly latest?: string | null;
  readonly updateAvailable?: boolean | null;
  /** null: no update runs */
  readonly updating?: { readonly percent: number | null; readonly remainingSeconds: number | null } | null;
  /** its bridge gives it the file when it wakes up */
  readonly scheduled?: boolean | null;
  /** file versions of another numbering (Zigbee OTA, 32-bit): comparable with each other only */
  readonly fileInstalled?: number | null;
  readonly fileLatest?: number | null;
  readonly releaseNotes?: string | null;
};

/** The day on which its maker ends support, as the device itself says it, `YYYY-MM-DD`. */
export type SupportFact = { readonly supportEnds?: string | null };

/** What an event means for the house's security, whatever its convention calls it. */
export type EventMeaning =
  | 'wrong-code'
  /** it takes no code for a while, for too many wrong ones were entered: their number nobody tells */
  | 'keypad-closed'
  /** a code that is good moved a bolt */
  | 'right-code'
  | 'code-added'
  | 'code-changed'
  | 'code-removed'
  | 'rang'
  /** somebody speaks through it */
  | 'talked'
  /** it was turned to look elsewhere */
  | 'turned'
  | 'emergency';

/** How an update that was started ended. `percent`: how far it had come. */
export type UpdateOutcome = {
  readonly outcome: 'succeeded' | 'failed';
  /** why, in the words of the bridge; holds no secret */
  readonly reason: string | null;
  readonly percent: number | null;
};

/**
 * How it went to ask whether there is a newer firmware: what was answered is in the firmware's own facts. `reason`: why
 * nobody could tell, in the words of the bridge; holds no secret.
 */
export type UpdateCheck = { readonly outcome: 'answered' | 'failed'; readonly reason: string | null };

/** A picture by its facts; its bytes travel apart (`Decoded.picture`). `takenAt` is the camera's own word. */
export type Picture = {
  readonly type: 'image/jpeg' | 'image/png' | 'image/webp' | 'image/gif';
  readonly bytes: number;
  readonly takenAt: number | null;
};

/** With which account a device logs in at the broker, as it says itself, and how it can be given another. */
export type BrokerLogin = {
  readonly username: string | null;
  readonly clientId: string | null;
  /** `sealed`: Gatehouse's own profile; `command`: its convention has a command; null: not remotely */
  readonly handOver: 'sealed' | 'command' | null;
  /** serial number of the certificate it logged in with, hexadecimal; left out where it does not tell */
  readonly certificate?: string | null;
  /** ms since the epoch; left out likewise */
  readonly certificateEndsAt?: number | null;
};

/** What sort of secret was seen in clear; `secret-words.ts` has words for each, and `secret-advice.ts` what stops it. */
export type SecretKind =
  | 'keypad-code'
  | 'lock-code'
  | 'alarm-code'
  | 'broker-password'
  | 'wifi-password'
  | 'network-key'
  | 'address-password'
  | 'private-key'
  | 'password';

/**
 * How a device's words travel to the broker. `local`: in clear, but they never leave the computer that the broker runs on.
 * `evidence` is a plain sentence: who says so, or by what it was seen.
 */
export type Transport = { readonly way: 'encrypted' | 'clear' | 'local'; readonly evidence: string };

/** What one message told. */
export type Fact =
  | {
      readonly type: 'identity';
      readonly identifiers: readonly Identifier[];
      readonly name: string;
      /** the name was made up from a topic or a model, nobody gave it */
      readonly nameIsDerived: boolean;
      readonly room: string | null;
      readonly vendor: string | null;
      readonly model: string | null;
      /** what it calls its own model over Zigbee; absent: nobody tells */
      readonly modelId?: string | null;
      readonly kind: DeviceKind;
      readonly capabilities: readonly Capability[];
      readonly power: 'battery' | 'mains' | null;
      /** the voice this one speaks through; it is unknown while that one is offline */
      readonly via: VoiceKey | null;
      /** switched off in its bridge on purpose */
      readonly disabled: boolean;
    }
  | { readonly type: 'removed' }
  | { readonly type: 'reachability'; readonly reachability: Reachability }
  /** The device itself spoke. `at` may be older than the message where the payload tells (`last_seen`). */
  | { readonly type: 'heard'; readonly at: number }
  | { readonly type: 'battery'; readonly percent?: number | null; readonly low?: boolean | null }
  | { readonly type: 'signal'; readonly rssiDbm?: number | null; readonly lqi?: number | null }
  | ({ readonly type: 'firmware' } & FirmwareFacts & SupportFact)
  | { readonly type: 'state'; readonly state: State }
  /** The device says that it does not know this now: what it said before does not stand any longer. */
  | {
      readonly type: 'untold';
      readonly key: 'lock' | 'contact' | 'alarm' | 'targetTemperatureC' | 'thermostatMode' | 'thermostatAction';
    }
  /** Something happened at a moment (a keypad entry, a button). `text` is plain words and holds no secret. */
  | { readonly type: 'event'; readonly event: string; readonly text: string; readonly meaning?: EventMeaning }
  | ({ readonly type: 'update-source' } & UpdateSource)
  | ({ readonly type: 'update-check' } & UpdateCheck)
  | ({ readonly type: 'update-outcome' } & UpdateOutcome)
  | { readonly type: 'picture'; readonly picture: Picture }
  | ({ readonly type: 'broker-login' } & BrokerLogin)
  /** which places of a lock's code table are used; holds no code */
  | CodesFact
  | { readonly type: 'transport'; readonly transport: Transport }
  /** what the signature of a message shows; where it refutes it, the message tells nothing else */
  | { readonly type: 'proof'; readonly proof: MessageProof }
  /** a bridge lets new devices join, or does not; `until` is null where it does not tell */
  | { readonly type: 'pairing'; readonly open: boolean; readonly until: number | null }
  /** A secret stood in clear on the broker. Says what and where, never the secret. */
  | { readonly type: 'secret-exposed'; readonly secret: SecretKind; readonly topic: string };

/** Who (`device`, `convention`), when (`at`, and whether the broker said retained), what (`fact`). */
export type Observation = {
  readonly device: VoiceKey;
  readonly convention: ConventionName;
  readonly at: number;
  readonly retained: boolean;
  readonly fact: Fact;
};

/** Something on the wire that could not be understood. `reason` is a sentence without any payload in it. */
export type Problem = { readonly topic: string; readonly reason: string };
