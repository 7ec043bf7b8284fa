import { openBroker, type Broker, type Login } from '@/broker/broker';
import type { AdminFailure, AdminState } from '@/core/log-ins/account';
import type { Message } from '@/core/message';
import type { Authority } from '@/credentials/authority/authority';
import {
  brokerVersionTopic,
  readBrokerVersion,
  warningsOf,
  type BrokerVersion,
  type BrokerWarning,
} from '@/credentials/authority/broker-version';
import { openDynamicSecurity, type DynamicSecurity } from '@/credentials/authority/dynamic-security';
import { errorsTopic, isUnsaved } from '@/credentials/authority/unsaved';
import { openDynamicSecurityAuthority } from '@/credentials/authority/dynamic-security-authority';

/** An administrator who is in: a connection of its own, beside the day-to-day one. */
export type Office = {
  readonly broker: Broker;
  readonly username: string;
  readonly security: DynamicSecurity;
  readonly authority: Authority;
  readonly warnings: readonly BrokerWarning[];
  /** null: the broker does not say */
  readonly version: BrokerVersion | null;
  /** messages of this connection; returns its undo */
  onMessage(listener: (message: Message) => void): () => void;
  /** called back at each connect (true) and loss (false); returns its undo */
  onLink(listener: (connected: boolean) => void): () => void;
  /** resolves when the connection stands, or after 10 s: a broker that was just restarted is back in seconds */
  linked(): Promise<void>;
};

export type Admin = {
  readonly state: AdminState;
  /** null: nobody is signed in */
  readonly office: Office | null;
  /** resolves when it is known whether the administrator is in */
  open(login: Login): Promise<AdminState>;
  close(): Promise<void>;
  /** somebody is at work: the time until it is closed by itself begins anew */
  touch(): void;
};

type Parts = {
  readonly clock: () => number;
  readonly random: () => number;
  readonly tell: (state: AdminState) => void;
  readonly onOpen: (office: Office) => void;
  readonly onClose: () => void;
  /** is something under way that needs it: then it stays open */
  readonly isBusy: () => boolean;
  /** how long an answer of the broker is waited for; else as long as it is for every command */
  readonly timeoutMs?: number;
};

/** An administrator who does nothing is signed out, so that an unattended page cannot change accounts. */
const idleMs = 15 * 60_000;
const linkPatienceMs = 10_000;
const settling = { quietMs: 100, maxMs: 3_000 } as const;

export function openAdmin(parts: Parts): Admin {
  let state: AdminState = { status: 'closed' };
  let office: Office | null = null;
  let leaving: (() => Promise<void>) | null = null;
  let idle: ReturnType<typeof setTimeout> | undefined;
  /** counts sign-ins: what an older one says is not heard any more */
  let turns = 0;

  function tell(next: AdminState): AdminState {
    state = next;
    parts.tell(next);
    return next;
  }

  function touch(): void {
    clearTimeout(idle);
    if (office !== null) idle = setTimeout(() => (parts.isBusy() ? touch() : void close()), idleMs);
  }

  async function end(): Promise<void> {
    turns += 1;
    clearTimeout(idle);
    if (office !== null) parts.onClose();
    office = null;
    const leave = leaving;
    leaving = null;
    await leave?.();
  }

  async function close(): Promise<void> {
    await end();
    tell({ status: 'closed' });
  }

  async function fail(reason: AdminFailure): Promise<AdminState> {
    await end();
    return tell({ status: 'failed', reason });
  }

  async function open(login: Login): Promise<AdminState> {
    await end();
    const mine = ++turns;
    tell({ status: 'opening' });
    const connection = connect(login, parts, () => mine === turns && void fail('lost'));
    leaving = connection.close;
    const refusal = await connection.entered;
    if (mine !== turns) return state;
    if (refusal !== null) return fail(refusal);
    const { broker } = connection;
    const security = openDynamicSecurity(broker, { ...parts, username: login.username, unsaved: connection.unsaved });
    // the cheapest question that only an administrator is answered
    const told = await security.getDefaultAccess();
    if (told.outcome === 'failed') {
      if (mine !== turns) return state;
      return fail(told.failure.kind === 'unanswered' ? 'silent' : 'no-administration');
    }
    const version = await connection.version();
    if (mine !== turns) return state;
    const known = version === null ? null : readBrokerVersion(version);
    office = {
      broker,
      username: login.username,
      security,
      authority: openDynamicSecurityAuthority(security),
      warnings: known === null ? [] : warningsOf(known),
      version: known,
      onMessage: connection.onMessage,
      onLink: connection.onLink,
      linked: connection.linked,
    };
    touch();
    const opened = tell({ status: 'open', username: login.username, brokerVersion: version });
    parts.onOpen(office);
    return opened;
  }

  return {
    get state() {
      return state;
    },
    get office() {
      return office;
    },
    open,
    close,
    touch,
  };
}

/** The administrator's connection. `entered` resolves with why it could not be made, or null. */
function connect(login: Login, { clock, random }: Pick<Parts, 'clock' | 'random'>, onRefused: () => void) {
  const hearers = new Set<(message: Message) => void>();
  const linked = new Set<(connected: boolean) => void>();
  let settle: (refusal: AdminFailure | null) => void = () => {};
  const entered = new Promise<AdminFailure | null>((resolve) => (settle = resolve));
  let hasEntered = false;
  let isLinked = false;
  let unsaved = 0;
  const broker = openBroker({
    login,
    clock,
    random,
    events: {
      onState({ status, ...rest }) {
        if (status === 'connected') {
          void broker.subscribe([errorsTopic]);
          hasEntered = true;
          settle(null);
        }
        isLinked = status === 'connected';
        if (status === 'connected' || status === 'reconnecting')
          for (const listener of linked) listener(status === 'connected');
        if (status !== 'failed') return;
        const refused = 'failure' in rest && rest.failure?.kind === 'bad-credentials';
        if (hasEntered) onRefused();
        else settle(refused ? 'bad-credentials' : 'unreachable');
      },
      onMessage(message) {
        if (isUnsaved(message)) unsaved += 1;
        for (const listener of hearers) listener(message);
      },
      onOversize: () => {}, // nothing that an administrator waits for is that large
    },
  });

  function listen<T>(listeners: Set<T>, listener: T): () => void {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }

  return {
    broker,
    entered,
    close: () => broker.close(),
    unsaved: () => unsaved,
    onMessage: (listener: (message: Message) => void) => listen(hearers, listener),
    onLink: (listener: (connected: boolean) => void) => listen(linked, listener),
    async linked(): Promise<void> {
      if (isLinked) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(end, linkPatienceMs);
        const stop = listen(linked, (connected) => connected && end());
        function end(): void {
          clearTimeout(timer);
          stop();
          resolve();
        }
      });
    },
    /** what the broker says that it is; null: it does not say */
    async version(): Promise<string | null> {
      let said: string | null = null;
      const stop = listen(hearers, ({ topic, payload }: Message) => {
        if (topic === brokerVersionTopic) said = new TextDecoder().decode(payload.subarray(0, 128));
      });
      await broker.subscribe([brokerVersionTopic]);
      await broker.settle(settling);
      stop();
      void broker.unsubscribe([brokerVersionTopic]);
      return said;
    },
  };
}
