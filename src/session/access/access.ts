import type { Broker, Login } from '@/broker/broker';
import type { DeviceId } from '@/core/device';
import type { Alert, AlertSignal } from '@/core/alert';
import type { Message } from '@/core/message';
import type { Rotation } from '@/core/rotation';

import type { SessionNews } from '../feed';
import type { Pipeline } from '../pipeline';
import type { AccessQuestions, Answerers } from '../protocol';
import { listAccounts } from './accounts';
import { openAdmin } from './admin';
import { openAdmission } from './admission';
import { openPeople } from './people';
import { mirrorFilter, openRotationMirror } from './rotation-mirror';
import { openRotations } from './rotations';

type Parts = {
  readonly pipeline: Pipeline;
  /** the day-to-day connection, which commands the devices */
  readonly broker: () => Broker | null;
  /** where the administrator logs in too; null: nowhere yet */
  readonly login: () => Login | null;
  readonly clock: () => number;
  readonly random: () => number;
  /** what wants a person at the moment */
  readonly alerts: () => Iterable<Alert>;
  readonly signal: (signals: readonly AlertSignal[]) => void;
  readonly tell: (news: Pick<Partial<SessionNews>, 'admin' | 'rotations'>) => void;
};

/** Who may log in at this broker, and changing that: everything for which an administrator has to be asked. */
export type Access = {
  readonly answers: Answerers<keyof AccessQuestions>;
  /** what everybody at this broker may read of it */
  readonly filters: readonly string[];
  /** true: the message was about accounts, and about no device */
  hear(message: Message): boolean;
  homeChanged(changed: ReadonlySet<DeviceId>): void;
  /** another broker is another home */
  forget(): void;
  close(): Promise<void>;
};

export function openAccess({ pipeline, broker, login, clock, random, alerts, signal, tell }: Parts): Access {
  let own: readonly Rotation[] = [];
  const mirror = openRotationMirror(tellRotations);
  const rotations = openRotations({
    pipeline,
    broker,
    clock,
    steady: () => performance.now(),
    random,
    randomBytes,
    tell(list) {
      own = list;
      tellRotations();
    },
  });
  const office = () => {
    admin.touch();
    return admin.office;
  };
  const glance = () => admin.office;
  const people = openPeople({ pipeline, office, glance, login, clock, random, randomBytes });
  const admission = openAdmission({ pipeline, office, glance, alerts, signal, clock, randomBytes });
  const admin = openAdmin({
    clock,
    random,
    tell: (state) => tell({ admin: state }),
    onOpen(opened) {
      for (const work of [rotations, people, admission]) work.begin(opened);
    },
    onClose() {
      rotations.stop();
      admission.stop();
    },
    isBusy: () => rotations.isBusy,
  });

  function tellRotations(): void {
    const mine = new Set(own.map(({ account }) => account));
    const others = [...mirror.all.values()].filter(({ account }) => !mine.has(account));
    tell({ rotations: [...own, ...others] });
  }

  return {
    answers: {
      ...people.answers,
      ...admission.answers,
      async openAdmin({ username, password }) {
        const day = login();
        if (day === null) return { status: 'failed', reason: 'unreachable' };
        return admin.open({ url: day.url, username, password });
      },
      async closeAdmin() {
        await admin.close();
        return null;
      },
      accounts() {
        admin.touch();
        return listAccounts(admin.office, pipeline.home);
      },
      startRotation({ username }) {
        admin.touch();
        return rotations.start(username);
      },
      rollBackRotation({ account }) {
        rotations.rollBack(account);
        return null;
      },
    },
    filters: [mirrorFilter],
    hear: mirror.hear,
    homeChanged: rotations.homeChanged,
    forget() {
      void admin.close();
      mirror.forget();
      rotations.forget();
    },
    close: admin.close,
  };
}

function randomBytes(count: number): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(count));
}
