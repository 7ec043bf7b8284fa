import type { Login } from '@/broker/broker';
import type { AlertAct, AlertId } from '@/core/alerts/alert';
import type { AdminState } from '@/core/log-ins/account';
import type { Intent } from '@/core/command';
import type { DeviceId } from '@/core/device';
import type { Told } from '@/core/told';
import type { Expectation } from '@/core/expectation';
import type { Batch, HealthPoint } from '@/core/feed';
import type { FirmwareOrder } from '@/core/firmware/firmware-task';
import type { HistoryQuery } from '@/core/history';
import type { LearningProgress } from '@/core/learning-progress';
import type { Mapping, MappingKey } from '@/core/mapping';
import type { MuteName } from '@/core/alerts/mute';
import type { Picture } from '@/core/observation';
import type { RotationRecord } from '@/core/log-ins/rotation-record';
import type { Standstill } from '@/core/picture-words';
import type { MessageView } from '@/core/shown-message';
import type { Look } from '@/core/unknown-traffic';
import type { AccessRow } from '@/credentials/access-rows';

import type { AdmissionQuestions } from './access/admission/admission-questions';
import type { MakeLoginQuestions } from './access/admission/make-login-questions';
import type { PeopleQuestions } from './access/people/people-questions';
import type { BackupQuestions } from './access/backups/backup-questions';
import type { BatchQuestions } from './access/batches/batch-questions';
import type { StaticQuestions } from './access/static-files/static-questions';
import type { RotationQuestions } from './access/rotations/rotation-questions';
import type { CertificateQuestions } from './access/certificates/certificate-questions';
import type { CodeQuestions, CodeWish } from './access/codes/code-questions';
import type { RightsQuestions } from './access/rights/rights-questions';
import type { FirmwareQuestions } from './firmware/firmware-questions';
import type { SignedUpdateQuestions } from './firmware/signed-update-questions';
import type { HistoryQuestions } from './history/history-questions';
import type { VaultQuestions } from './vault/vault-questions';
import type { WitnessQuestions } from './witness/witness-questions';

/** Raised whenever the messages below change, so that an old page and a new worker never talk past each other. */
export const protocolVersion = 15;

export type { AccessRow, CodeWish, FirmwareQuestions, Login, VaultQuestions };
export type * from './access/rights/rights-questions';
export type { SignedUpdateFacts, SignedUpdateQuestions } from './firmware/signed-update-questions';
export type {
  BrokerCertificateAnswer,
  CertificatesAnswer,
  IssueAnswer,
  WaitingRequest,
} from './access/certificates/certificate-questions';
export type { ComparedAnswer, CopyGuide, OpenedAnswer } from './access/backups/backup-questions';
export type { BatchAnswer, BatchPart } from './access/batches/batch-questions';
export type { StaticLogin, StaticRow, StaticTry, StaticWord } from './access/static-files/static-questions';
export type * from './access/admission/admission-questions';
export type * from './access/admission/make-login-questions';
export type * from './access/people/people-questions';
export type * from './witness/witness-questions';
export type { HistoryQuestions, LastHome } from './history/history-questions';

/** How a command went. A device's own answer is seen in its state, not here. */
export type CommandResult =
  | { readonly outcome: 'sent' }
  | { readonly outcome: 'refused'; readonly reason: 'not-authorised' | 'not-connected' | 'cannot' | 'timed-out' };

export type BridgeHealth =
  | { readonly outcome: 'healthy' }
  | { readonly outcome: 'unhealthy' | 'no-answer' | 'not-connected' | 'cannot' };

/** The newest picture of a device with its facts: what it is, when it came and, where the camera tells, when it was taken. */
export type ShownPicture = {
  readonly told: Told<Picture>;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly standstill: Standstill;
};
/** What `camera` saw when an alert was opened, or sees now. */
export type AlertPicture = ShownPicture & { readonly camera: DeviceId };
/** The bytes of a picture that came as a message; its type and size stood with the message. */
export type MessagePicture = { readonly bytes: Uint8Array<ArrayBuffer> };
/** `gone`: there is no such alert any more. */
export type ActResult = { readonly outcome: 'done' | 'gone' };
/** What is known of the broker that makes changing its accounts dangerous, and what to do about it. */
export type BrokerWarning = { readonly title: string; readonly advice: string };

/** `lines`: an alert line for each that opened, changed or closed; `reason` is a sentence. */
export type ReplayAnswer =
  | { readonly outcome: 'read'; readonly lines: readonly string[]; readonly alerts: number }
  | { readonly outcome: 'unreadable'; readonly reason: string };

export type AccountsAnswer =
  | { readonly outcome: 'listed'; readonly rows: readonly AccessRow[]; readonly warnings: readonly BrokerWarning[] }
  /** nobody is signed in as administrator, or the broker did not answer */
  | { readonly outcome: 'closed' | 'unanswered' };

/** `kept-till-closed`: this browser stores nothing, or the vault was not unlocked yet. `number`: how many mappings that were. */
export type MappingAnswer =
  | { readonly outcome: 'kept' | 'kept-till-closed'; readonly number: number }
  | { readonly outcome: 'refused'; readonly reason: string };

/** What people say of topics that nobody claims. */
export type MappingQuestions = {
  /** `replaces`: what it was before */
  readonly saveMapping: {
    readonly ask: { readonly mapping: Mapping; readonly replaces: MappingKey | null };
    readonly answer: MappingAnswer;
  };
  readonly forgetMapping: { readonly ask: { readonly key: MappingKey }; readonly answer: MappingAnswer };
  readonly importMappings: { readonly ask: { readonly file: string }; readonly answer: MappingAnswer };
  readonly exportMappings: { readonly ask: Record<string, never>; readonly answer: { readonly file: string } };
};

type HomeQuestions = {
  readonly command: { readonly ask: Intent; readonly answer: CommandResult };
  readonly bridgeHealth: { readonly ask: { readonly device: DeviceId }; readonly answer: BridgeHealth };
  readonly alertAct: { readonly ask: { readonly alert: AlertId; readonly act: AlertAct }; readonly answer: ActResult };
  readonly mute: { readonly ask: { readonly alert: AlertId; readonly until: number }; readonly answer: ActResult };
  readonly unmute: { readonly ask: MuteName; readonly answer: ActResult };
  readonly healthSeries: { readonly ask: { readonly device: DeviceId }; readonly answer: readonly HealthPoint[] };
  /** which passwords were replaced, the newest first; device null: of the whole home */
  readonly rotationHistory: {
    readonly ask: { readonly device: DeviceId | null };
    readonly answer: readonly RotationRecord[];
  };
  /** null: there is none, or it is not kept any more */
  readonly picture: { readonly ask: { readonly device: DeviceId }; readonly answer: ShownPicture | null };
  /** null: no camera saw it */
  readonly alertPicture: { readonly ask: { readonly alert: AlertId }; readonly answer: AlertPicture | null };
  /** what would have been said of a recording; the home on the page is not touched */
  readonly replay: { readonly ask: { readonly recording: string }; readonly answer: ReplayAnswer };
  /** asks whoever watches day and night to tell a test; how it went is in what it says of itself (`watch`) */
  readonly testWatcher: { readonly ask: Record<string, never>; readonly answer: CommandResult };
  /** how much is known of what is usual, of a device or (null) of the home; null: nothing is learned here */
  readonly learning: { readonly ask: { readonly device: DeviceId | null }; readonly answer: LearningProgress | null };
  /** what is usual of a number of a device; null: nothing is learned here, or of this device */
  readonly expected: { readonly ask: HistoryQuery; readonly answer: Expectation | null };
  /** what the demo's own server has learned of its home, before the page came */
  readonly adoptHabits: { readonly ask: { readonly home: string; readonly habits: unknown }; readonly answer: null };
  /** null: it is not kept any more */
  readonly messagePicture: { readonly ask: { readonly id: number }; readonly answer: MessagePicture | null };
};

type LoginQuestions = {
  /** signs in at the same broker, in a connection of its own; answered when the administrator is in, or not */
  readonly openAdmin: {
    readonly ask: { readonly username: string; readonly password: string };
    readonly answer: AdminState;
  };
  readonly closeAdmin: { readonly ask: Record<string, never>; readonly answer: null };
  readonly accounts: { readonly ask: Record<string, never>; readonly answer: AccountsAnswer };
};

/** Everything for which an administrator has to be asked, and asking for him. */
export type AccessQuestions = LoginQuestions &
  RotationQuestions &
  BatchQuestions &
  BackupQuestions &
  StaticQuestions &
  RightsQuestions &
  CodeQuestions &
  CertificateQuestions &
  PeopleQuestions &
  MakeLoginQuestions &
  AdmissionQuestions;

/** Questions of the page, each answered once. */
export type Questions = HomeQuestions &
  AccessQuestions &
  MappingQuestions &
  VaultQuestions &
  FirmwareQuestions &
  SignedUpdateQuestions &
  WitnessQuestions &
  HistoryQuestions;
export type QuestionName = keyof Questions;

/** Who answers them; what throws is a bug, and crosses as one. */
export type Answerers<Q extends QuestionName = QuestionName> = {
  readonly [N in Q]: (about: Questions[N]['ask']) => Questions[N]['answer'] | Promise<Questions[N]['answer']>;
};

/** page → worker */
export type ToSession =
  | { readonly type: 'connect'; readonly login: Login }
  /** connect, unless the session has a connection or is on its way to one */
  | { readonly type: 'join'; readonly login: Login }
  | { readonly type: 'disconnect' }
  /** the page has drawn the last batch and can take the next */
  | { readonly type: 'ready' }
  /** the messages to be in the batches; null: none. While paused they are only counted */
  | { readonly type: 'watch'; readonly view: MessageView | null; readonly paused: boolean }
  /** look around on the broker for topics that nobody claims; null: no more */
  | { readonly type: 'look'; readonly look: Look | null }
  | { readonly type: 'firmware'; readonly order: FirmwareOrder }
  /** may this page show notifications */
  | { readonly type: 'may-notify'; readonly allowed: boolean }
  | {
      [Q in QuestionName]: {
        readonly type: 'ask';
        readonly id: number;
        readonly question: Q;
        readonly ask: Questions[Q]['ask'];
      };
    }[QuestionName];

/** worker → page */
export type FromSession =
  | { readonly type: 'batch'; readonly batch: Batch }
  | { readonly type: 'answer'; readonly id: number; readonly answer: Questions[QuestionName]['answer'] }
  /** the question could not be answered; the error crosses by name */
  | { readonly type: 'refusal'; readonly id: number; readonly name: string; readonly message: string };

/** page → SharedWorker: around all else, who is there. `life`: the name of a lock that the page holds while it lives */
export type ToShared = ToSession | { readonly type: 'hello'; readonly life: string } | { readonly type: 'bye' };

/** SharedWorker → page; its answer to a hello, with the lock that it holds itself */
export type FromShared = FromSession | { readonly type: 'welcome'; readonly life: string };
