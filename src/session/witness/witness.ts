import type { Broker, BrokerState, Login } from '@/broker/broker';
import type { Alert, AlertId } from '@/core/alerts/alert';
import type { DeviceId } from '@/core/device';
import type { Happening } from '@/core/happening';
import type { Message } from '@/core/message';

import type { Office } from '../access/admin';
import type { Pipeline } from '../hearing/pipeline';
import type { Answerers } from '../protocol';
import { openBrokerWitness, type BrokerWitness } from './broker-witness';
import { openCommandWatch } from './command-watch';
import { openConnectionWatch } from './connection-watch';
import type { WitnessQuestions } from './witness-questions';

type Parts = {
  readonly pipeline: Pick<Pipeline, 'home' | 'readers'>;
  readonly broker: () => Broker | null;
  readonly login: () => Login | null;
  readonly others: () => readonly (string | null | undefined)[];
  readonly alerts: ReadonlyMap<AlertId, Alert>;
  readonly clock: () => number;
  readonly random: () => number;
  readonly happen: (happening: Happening) => void;
  /** false: a mere listener, which watches neither commands nor its connection */
  readonly isWatching: boolean;
};

/** Everything that wants a person and that no device tells: the broker's own log, commands, and our connection. */
export type Witness = {
  readonly answers: Answerers<keyof WitnessQuestions>;
  readonly ofBroker: Pick<BrokerWitness, 'knock' | 'lastLogIn' | 'logSpeech'>;
  /** this session tells a device to do something */
  sends(device: DeviceId): void;
  /** true: the message was about no device */
  hear(message: Message): boolean;
  state(state: Pick<BrokerState, 'status'>): void;
  /** connected */
  joined(): void;
  /** the home has told what there is */
  settled(): void;
  tick(): void;
  /** an administrator is in, or out again */
  begin(office: Office): void;
  stop(): void;
  leave(): void;
  /** another broker is another home */
  forget(): void;
};

export function openWitness(parts: Parts): Witness {
  const { clock, happen, alerts, isWatching } = parts;
  const commands = openCommandWatch({ ...parts, alerts: () => alerts.values() });
  const ofBroker = openBrokerWitness({ ...parts, isOrder: commands.isOrder });
  const connection = openConnectionWatch(happen);

  return {
    ofBroker,
    answers: {
      witness: () => ({
        ...ofBroker.report(),
        commands: { watched: commands.watched, heardAt: commands.heardAt },
      }),
      tryWitness: () => ofBroker.tryOut(),
      async clearCommand({ alert: id }) {
        const alert = alerts.get(id);
        if (alert?.class !== 'retained_command') return { outcome: 'gone' };
        return { outcome: (await commands.clear(alert.subject)) ? 'cleared' : 'refused' };
      },
    },
    sends: commands.sends,
    hear: (message) => ofBroker.hear(message) || commands.hear(message),
    state(state) {
      if (isWatching) connection.state(state, clock());
      if (state.status !== 'connected') commands.left();
      if (state.status !== 'connected') ofBroker.left();
    },
    joined: () => void (isWatching && void ofBroker.joined()),
    settled: () => void (isWatching && commands.settled()),
    tick: () => connection.tick(clock()),
    begin(office) {
      ofBroker.begin(office);
      if (isWatching) commands.begin(office);
    },
    stop: ofBroker.stop,
    leave() {
      connection.left();
      commands.left();
      ofBroker.left();
    },
    forget() {
      ofBroker.forget();
    },
  };
}
