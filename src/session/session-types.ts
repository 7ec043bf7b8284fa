import type { Login, PublishResult } from '@/broker/broker';
import type { Convention, LazyConvention } from '@/conventions/convention';
import type { Alert, AlertAct, AlertId } from '@/core/alerts/alert';
import type { Intent } from '@/core/command';
import type { DeviceId } from '@/core/device';
import type { HealthPoint } from '@/core/feed';
import type { FirmwareOrder } from '@/core/firmware/firmware-task';
import type { Home } from '@/core/home';
import type { Outgoing } from '@/core/message';
import type { MuteName } from '@/core/alerts/mute';
import type { Look } from '@/core/unknown-traffic';
import type { CertificateStore } from '@/history/certificate-store';
import type { DeviceMemory } from '@/history/device-memory';
import type { MappingMemory } from '@/history/mapping-memory';
import type { RotationMemory } from '@/history/rotation-memory';
import type { SignerMemory } from '@/history/signer-memory';
import type { UpdateMemory } from '@/history/update-memory';
import type { VaultShelf } from '@/history/vault-shelf';

import type { Access } from './access/access';
import type { AlertMemory } from './alerts/alert-keeper';
import type { CountMemory } from './watching/count-keeper';
import type { Feed } from './feed';
import type { UpdateDuty } from './firmware/firmware-work';
import type { FirmwareDesk } from './firmware/firmware-desk';
import type { FirmwareSources } from './firmware/desk';
import type { SignedUpdates } from './firmware/signed-updates';
import type { HistoryParts, SessionHistory } from './history/history';
import type { Learning, LearningOptions } from './learning/learning';
import type { MappedDevices } from './look-around/mapped-devices';
import type { ActResult, AlertPicture, BridgeHealth, CommandResult, MessagePicture, ShownPicture } from './protocol';
import type { Anchors } from './hearing/signatures';
import type { SessionVault } from './vault/vault';
import type { VaultedMemory } from './vault/vaulted-memory';
import type { WatchDuty, Watching } from './watching/watching';
import type { Witness } from './witness/witness';

/** What a session is given: the conventions it may load, its clock, and where it keeps what. */
export type SessionOptions = {
  readonly conventions: readonly (Convention | LazyConvention)[];
  readonly clock: () => number;
  /** 0 ≤ x < 1 */
  readonly random: () => number;
  /** ask locks for their state after connecting, because Zigbee2MQTT does not retain it; false for a mere listener */
  readonly askForStates: boolean;
  /** tell the other observers of this home what we see; false for a mere listener */
  readonly shareAlerts: boolean;
  /** the broker was there at an earlier start: one that is away now is waited for, and that it is away is told */
  readonly isKnownBroker?: boolean;
  readonly memory: DeviceMemory;
  /** where the home's own certificate authority is kept */
  readonly certificateStore: CertificateStore;
  /** authorities of the home that are trusted besides; absent: none */
  readonly anchors?: Anchors;
  readonly mappingMemory: MappingMemory;
  /** which passwords were replaced; absent: for as long as the session lives */
  readonly rotationMemory?: RotationMemory;
  /** by which key each device is known; absent: for as long as the session lives */
  readonly signerMemory?: SignerMemory;
  readonly vaultShelf: VaultShelf;
  readonly updateMemory: UpdateMemory;
  /** does what the plan of updates says, where the broker lets its account; false: it only knows it. Absent: true */
  readonly carriesOutUpdates?: boolean;
  /** left out: nothing is known of firmware but what devices say */
  readonly firmwareSources?: FirmwareSources;
  /** where the course of things is kept; left out: nowhere */
  readonly history?: HistoryParts;
  /** where alerts are kept till the next start; absent: only the broker remembers them */
  readonly alertMemory?: AlertMemory;
  /** where is kept what the rules count; absent: a session counts from its own beginning */
  readonly countMemory?: CountMemory;
  /** what else is kept of homes, and lies under the vault where there is one */
  readonly vaulted?: readonly Pick<VaultedMemory, 'vaultIs' | 'unlocked'>[];
  /** where is kept what is usual in each home; absent: nothing is learned. `isMine`: of the tabs of a browser this one speaks of it */
  readonly habits?: { readonly memory: LearningOptions['memory']; readonly isMine: () => boolean };
  /** IANA name of the zone whose clocks the home keeps to; absent: that of this machine or browser */
  readonly timeZone?: string;
  /** this session is the one that watches while no page is open */
  readonly watchDuty?: WatchDuty;
};

/** One home on one broker, without a page: the same code in a Worker, in Node and in tests. */
export type Session = {
  readonly home: Home;
  readonly alerts: ReadonlyMap<AlertId, Alert>;
  /** what this session has to do with it: sees it stand now, or opened it once; null: it is the word of others */
  alertSight(id: AlertId): 'stands' | 'opened' | null;
  /** `by`: the feed of the page that wants it; the others are told that it was another's doing */
  connect(login: Login, by?: Feed): void;
  /** connects, unless there is a connection already or one on its way */
  join(login: Login): void;
  disconnect(by?: Feed): Promise<void>;
  /** what one page is told from now on, beginning with the whole home */
  openFeed(): Feed;
  closeFeed(feed: Feed): void;
  /** what a page wants to see of topics that nobody claims; null: nothing more */
  look(page: Feed, look: Look | null): void;
  readonly mapped: Pick<MappedDevices, 'answers'>;
  command(intent: Intent): Promise<CommandResult>;
  /** asks devices for newer firmware, or updates them, one at a time on each bridge; how it goes is in the feed */
  firmware(order: FirmwareOrder): void;
  alertAct(alert: AlertId, act: AlertAct): ActResult;
  mute(alert: AlertId, until: number): ActResult;
  unmute(name: MuteName): ActResult;
  bridgeHealth(device: DeviceId): Promise<BridgeHealth>;
  healthSeries(device: DeviceId): readonly HealthPoint[];
  picture(device: DeviceId): ShownPicture | null;
  alertPicture(alert: AlertId): AlertPicture | null;
  messagePicture(id: number): MessagePicture | null;
  readonly access: Pick<Access, 'answer' | 'rotationHistory'>;
  readonly vault: Pick<SessionVault, 'answersFor'>;
  readonly firmwareDesk: Pick<FirmwareDesk, 'answers'>;
  readonly signedUpdates: SignedUpdates;
  readonly witness: Pick<Witness, 'answers'>;
  readonly history: Pick<SessionHistory, 'answers'>;
  readonly learning: Pick<Learning, 'progress' | 'expected' | 'adopt'>;
  readonly watching: Pick<Watching, 'say' | 'askForTest'>;
  /** whether this session does what the plan of updates says */
  updateDuty(): UpdateDuty;
  /** for a process that has something of its own to say; no page is given this */
  publish(outgoing: Outgoing): Promise<PublishResult>;
  close(): Promise<void>;
};
