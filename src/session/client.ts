import type { AlertAct, AlertId } from '@/core/alerts/alert';
import type { Intent } from '@/core/command';
import type { DeviceId } from '@/core/device';
import type { Expectation } from '@/core/expectation';
import type { Batch, HealthPoint } from '@/core/feed';
import type { FirmwareOrder } from '@/core/firmware/firmware-task';
import type { HistoryQuery } from '@/core/history';
import type { MuteName } from '@/core/alerts/mute';
import type { RotationRecord } from '@/core/log-ins/rotation-record';
import type { LearningProgress } from '@/core/learning-progress';
import type { MessageView } from '@/core/shown-message';
import type { Look } from '@/core/unknown-traffic';

import type {
  AccessQuestions,
  ActResult,
  AlertPicture,
  BridgeHealth,
  CommandResult,
  FromSession,
  HistoryQuestions,
  Login,
  MessagePicture,
  MappingQuestions,
  QuestionName,
  Questions,
  ReplayAnswer,
  ShownPicture,
  ToSession,
  FirmwareQuestions,
  SignedUpdateQuestions,
  VaultQuestions,
  WitnessQuestions,
} from './protocol';

/** The page's only door to the session. Every promise settles; a lost worker rejects with `SessionLostError`. */
export type SessionClient = {
  /** all tabs of this browser share one session, and its connection */
  readonly shared: boolean;
  connect(login: Login): void;
  /** connects, unless the session has a connection already or is on its way to one */
  join(login: Login): void;
  disconnect(): void;
  /** the messages to be in the batches; null: none. While paused they are only counted */
  watch(view: MessageView | null, paused?: boolean): void;
  /** looks around for topics that nobody claims; null: no more */
  look(look: Look | null): void;
  command(intent: Intent): Promise<CommandResult>;
  /** how it goes is in the batches (`firmwareTasks`) */
  firmware(order: FirmwareOrder): void;
  alertAct(alert: AlertId, act: AlertAct): Promise<ActResult>;
  /** nobody hears of this sort of alert of its device until then */
  mute(alert: AlertId, until: number): Promise<ActResult>;
  unmute(name: MuteName): Promise<ActResult>;
  /** of the pages of a session that may show notifications one is chosen */
  mayNotify(allowed: boolean): void;
  bridgeHealth(device: DeviceId): Promise<BridgeHealth>;
  healthSeries(device: DeviceId): Promise<readonly HealthPoint[]>;
  /** which passwords were replaced, the newest first; null: of the whole home */
  rotationHistory(device: DeviceId | null): Promise<readonly RotationRecord[]>;
  picture(device: DeviceId): Promise<ShownPicture | null>;
  /** what a camera saw of an alert */
  alertPicture(alert: AlertId): Promise<AlertPicture | null>;
  /** what would have been said of a recording (JSON lines) */
  replay(recording: string): Promise<ReplayAnswer>;
  /** asks whoever watches day and night to tell a test */
  testWatcher(): Promise<CommandResult>;
  /** how much is known of what is usual, of a device or (null) of the home */
  learning(device: DeviceId | null): Promise<LearningProgress | null>;
  /** what is usual of a number of a device over a span of time */
  expected(query: HistoryQuery): Promise<Expectation | null>;
  /** habits of a home that were learned elsewhere, for a session that knows nothing of it */
  adoptHabits(home: string, habits: unknown): Promise<null>;
  /** the bytes of a picture that came as the message `id` */
  messagePicture(id: number): Promise<MessagePicture | null>;
  /** whatever only an administrator may ask */
  askAccess<Q extends keyof AccessQuestions>(question: Q, about: Questions[Q]['ask']): Promise<Questions[Q]['answer']>;
  /** what people say of unknown topics */
  askMapping<Q extends keyof MappingQuestions>(
    question: Q,
    about: Questions[Q]['ask'],
  ): Promise<Questions[Q]['answer']>;
  /** the log-ins that this browser remembers, encrypted */
  askVault<Q extends keyof VaultQuestions>(question: Q, about: Questions[Q]['ask']): Promise<Questions[Q]['answer']>;
  /** what is known of firmware beyond the feed, and what is added to it */
  askFirmware<Q extends keyof (FirmwareQuestions & SignedUpdateQuestions)>(
    question: Q,
    about: Questions[Q]['ask'],
  ): Promise<Questions[Q]['answer']>;
  /** what the broker itself tells, and what it should not remember */
  askWitness<Q extends keyof WitnessQuestions>(
    question: Q,
    about: Questions[Q]['ask'],
  ): Promise<Questions[Q]['answer']>;
  /** what this browser keeps of the home */
  askHistory<Q extends keyof HistoryQuestions>(
    question: Q,
    about: Questions[Q]['ask'],
  ): Promise<Questions[Q]['answer']>;
  /** at most one batch a frame, beginning with the whole home for the first who listens; returns its undo */
  onBatch(listener: (batch: Batch) => void): () => void;
  /** the worker is gone and nothing will come any more, or had gone before; returns its undo */
  onLost(listener: (error: SessionLostError) => void): () => void;
  close(): void;
};

/** The worker ended or could not be loaded; only a reload helps. */
export class SessionLostError extends Error {
  override readonly name = 'SessionLostError';
  readonly code = 'session-lost';
}

/** The page's side of the worker boundary. */
export type ClientPort = {
  /** other pages have ports to the same session */
  readonly shared: boolean;
  post(message: ToSession): void;
  onMessage(listener: (message: FromSession) => void): void;
  onLost(listener: () => void): void;
  close(): void;
};

type Waiting = { resolve(answer: never): void; reject(error: Error): void };

/** `nextFrame` calls back when the page may draw again: `requestAnimationFrame`, or a timer while the page is hidden. */
export function createClient(port: ClientPort, nextFrame: (draw: () => void) => void): SessionClient {
  const listeners = new Set<(batch: Batch) => void>();
  const mourners = new Set<(error: SessionLostError) => void>();
  const waiting = new Map<number, Waiting>();
  let nextId = 1;
  let lost: SessionLostError | null = null;
  let isRead = false;

  port.onMessage((message) => {
    switch (message.type) {
      case 'batch':
        return nextFrame(() => {
          for (const listener of listeners) listener(message.batch);
          port.post({ type: 'ready' });
        });
      case 'answer':
        // `ask` pairs the id with the question whose answer this is
        waiting.get(message.id)?.resolve(message.answer as never);
        return void waiting.delete(message.id);
      case 'refusal':
        waiting.get(message.id)?.reject(Object.assign(new Error(message.message), { name: message.name }));
        return void waiting.delete(message.id);
    }
  });
  port.onLost(() =>
    end(new SessionLostError('The part of the page that talks to the broker has stopped. Reload the page.')),
  );

  function end(error: SessionLostError): void {
    lost = error;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
    for (const mourn of mourners) mourn(error);
  }

  function ask<Q extends QuestionName>(question: Q, about: Questions[Q]['ask']): Promise<Questions[Q]['answer']> {
    if (lost !== null) return Promise.reject(lost);
    const id = nextId++;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      // a generic pair of question and its ask is one member of the union, which TypeScript cannot see
      port.post({ type: 'ask', id, question, ask: about } as ToSession);
    });
  }

  return {
    shared: port.shared,
    connect: (login) => port.post({ type: 'connect', login }),
    join: (login) => port.post({ type: 'join', login }),
    disconnect: () => port.post({ type: 'disconnect' }),
    watch: (view, paused = false) => port.post({ type: 'watch', view, paused }),
    look: (look) => port.post({ type: 'look', look }),
    command: (intent) => ask('command', intent),
    firmware: (order) => port.post({ type: 'firmware', order }),
    alertAct: (alert, act) => ask('alertAct', { alert, act }),
    mute: (alert, until) => ask('mute', { alert, until }),
    unmute: (name) => ask('unmute', name),
    mayNotify: (allowed) => port.post({ type: 'may-notify', allowed }),
    bridgeHealth: (device) => ask('bridgeHealth', { device }),
    healthSeries: (device) => ask('healthSeries', { device }),
    rotationHistory: (device) => ask('rotationHistory', { device }),
    learning: (device) => ask('learning', { device }),
    expected: (query) => ask('expected', query),
    adoptHabits: (home, habits) => ask('adoptHabits', { home, habits }),
    picture: (device) => ask('picture', { device }),
    alertPicture: (alert) => ask('alertPicture', { alert }),
    messagePicture: (id) => ask('messagePicture', { id }),
    replay: (recording) => ask('replay', { recording }),
    testWatcher: () => ask('testWatcher', {}),
    askAccess: ask,
    askMapping: ask,
    askVault: ask,
    askFirmware: ask,
    askWitness: ask,
    askHistory: ask,
    onBatch(listener) {
      listeners.add(listener);
      // not before: a batch that nobody hears would be lost, and the first one is the whole home
      if (!isRead) port.post({ type: 'ready' });
      isRead = true;
      return () => void listeners.delete(listener);
    },
    onLost(listener) {
      mourners.add(listener);
      if (lost !== null) listener(lost);
      return () => void mourners.delete(listener);
    },
    close() {
      end(new SessionLostError('The page closed its session.'));
      port.close();
    },
  };
}
