import type { UpdateSource } from './firmware/update-source';
import type {
  Battery,
  BrokerLogin,
  Capability,
  ConventionName,
  DeviceKind,
  EventMeaning,
  FirmwareFacts,
  Identifier,
  Picture,
  Reachability,
  SecretKind,
  Signal,
  SupportFact,
  Transport,
  UpdateCheck,
  UpdateOutcome,
  VoiceKey,
} from './observation';
import type { LockCodes } from './codes/lock-code';
import type { Proof } from './proof';
import type { State, StateKey } from './state';
import type { Testimony } from './testimony';
import type { Told } from './told';

export type DeviceId = string;

export type Leak = { readonly secret: SecretKind; readonly topic: string; readonly by: ConventionName };

export type ToldState = { readonly [K in StateKey]?: Told<NonNullable<State[K]>> };

/** Who else says the same version as who said it first; left out: nobody. */
type AgreedFirmware = { readonly alsoBy?: readonly ConventionName[] };

/** One physical device, whatever number of conventions speak for it. Immutable; cloneable to the page. */
export type Device = {
  readonly id: DeviceId;
  readonly name: string;
  readonly nameIsDerived: boolean;
  readonly room: string | null;
  readonly kind: DeviceKind;
  readonly vendor: string | null;
  readonly model: string | null;
  /** what it calls its own model over Zigbee, by which firmware files name it; null: nobody tells */
  readonly modelId: string | null;
  readonly conventions: readonly ConventionName[];
  readonly identifiers: readonly Identifier[];
  readonly voices: readonly VoiceKey[];
  /** what each of several voices said; empty where one speaks alone: then it said what stands here */
  readonly testimonies: readonly Testimony[];
  readonly capabilities: readonly Capability[];
  readonly power: 'battery' | 'mains' | null;
  readonly disabled: boolean;
  /** the bridge it speaks through */
  readonly via: DeviceId | null;
  /** what its convention last said; null when it said nothing */
  readonly said: Told<Reachability> | null;
  /** what follows from `said` and from its bridge: a device behind a dead bridge is unknown */
  readonly reachability: Reachability;
  /** when the device itself last spoke (ms since the epoch), and whether we heard it live */
  readonly lastSeen: number | null;
  readonly lastSeenLive: boolean;
  readonly battery: Told<Battery> | null;
  readonly signal: Told<Signal> | null;
  readonly firmware: Told<Required<FirmwareFacts> & SupportFact & AgreedFirmware> | null;
  readonly state: ToldState;
  /** what it told before it said that it does not know; what stands in `state` is newer */
  readonly untold?: ToldState | undefined;
  readonly lastEvent: Told<{
    readonly event: string;
    readonly text: string;
    readonly meaning: EventMeaning | null;
  }> | null;
  /** how it went when somebody last asked for a newer firmware, as far as it was heard */
  readonly lastCheck: Told<UpdateCheck> | null;
  /** where it says that it fetches its firmware from; null: it does not, or has not told */
  readonly updateSource: Told<UpdateSource> | null;
  /** how the last update ended, as far as it was heard */
  readonly lastUpdate: Told<UpdateOutcome> | null;
  /** the newest picture; its bytes are asked for (`SessionClient.picture`) */
  readonly picture: Told<Picture> | null;
  readonly login: Told<BrokerLogin> | null;
  /** of a lock whose code table can be read and changed; each place has its own evidence */
  readonly codes: LockCodes | null;
  /** what its signatures show; null: it does not sign */
  readonly proof: Told<Proof> | null;
  /** how its words travel to the broker; null: unknown */
  readonly transport: Told<Transport> | null;
  /** of a bridge: may new devices join */
  readonly pairing: Told<{ readonly open: boolean; readonly until: number | null }> | null;
  /** secrets that stood in clear: what, on which topic, and whose way of speaking put them there */
  readonly leaks: readonly Leak[];
  /** messages of this device heard live since the session began */
  readonly messages: number;
};
