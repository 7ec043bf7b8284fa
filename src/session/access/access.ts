import type { Broker, Login } from '@/broker/broker';
import type { DeviceId } from '@/core/device';
import type { Alert, AlertSignal } from '@/core/alert';
import type { Message } from '@/core/message';
import type { Rotation } from '@/core/rotation';
import type { CertificateStore } from '@/history/certificate-store';

import type { SessionNews } from '../feed';
import type { Pipeline } from '../pipeline';
import type { AccessQuestions, Answerers } from '../protocol';
import { listAccounts } from './accounts';
import { openAdmin } from './admin';
import { openBatches } from './batches';
import { openCertificates } from './certificates';
import { openCodes } from './codes';
import { openAdmission } from './admission';
import { openPeople } from './people';
import { mirrorFilter, mirrorTopic, openRotationMirror } from './rotation-mirror';
import { openRights } from './rights';
import { openRotations } from './rotations';
import { makeStaticLogin } from './static-login';
import { openTransports } from './transports';
import type { Office } from './admin';

type Parts = {
  readonly pipeline: Pipeline;
  /** listens with the administrator where the day-to-day account may not */
  readonly witness: { begin(office: Office): void; stop(): void };
  /** the day-to-day connection, which commands the devices */
  readonly broker: () => Broker | null;
  /** where the administrator logs in too; null: nowhere yet */
  readonly login: () => Login | null;
  readonly clock: () => number;
  readonly random: () => number;
  readonly certificateStore: CertificateStore;
  /** what wants a person at the moment */
  readonly alerts: () => Iterable<Alert>;
  readonly signal: (signals: readonly AlertSignal[]) => void;
  readonly tell: (news: Pick<Partial<SessionNews>, 'admin' | 'rotations' | 'codes'>) => void;
};

/** Who may log in at this broker, and changing that: everything for which an administrator has to be asked. */
export type Access = {
  readonly answers: Answerers<keyof AccessQuestions>;
  /** what everybody at this broker may read of it */
  readonly filters: readonly string[];
  /** true: the message was about accounts, and about no device */
  hear(message: Message): boolean;
  homeChanged(changed: ReadonlySet<DeviceId>): void;
  /** a device was heard: what its log-in is needed for */
  deviceHeard(device: DeviceId, message: Message): void;
  /** connected, and `filters` are asked for */
  joined(): void;
  /** time has passed */
  tick(): void;
  /** another broker is another home */
  forget(): void;
  close(): Promise<void>;
};

export function openAccess(parts: Parts): Access {
  const { pipeline, witness, broker, login, clock, random, certificateStore, alerts, signal, tell } = parts;
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
    isSaidToGoOn: (account) => mirror.all.get(mirrorTopic(account))?.outcome === null,
  });
  const office = () => {
    admin.touch();
    return admin.office;
  };
  const glance = () => admin.office;
  const people = openPeople({
    pipeline,
    office,
    glance,
    login,
    clock,
    random,
    randomBytes,
    otherPlaces: (person) => codes.placesOf(person),
  });
  const admission = openAdmission({ pipeline, office, glance, alerts, signal, clock, randomBytes });
  const rights = openRights({ pipeline, office, url: () => login()?.url ?? null, clock, random });
  const certificates = openCertificates({
    home: pipeline.home,
    store: certificateStore,
    clock,
    randomBytes,
    office: glance,
    at: () => login()?.url ?? null,
  });
  const transports = openTransports(pipeline, clock);
  const admin = openAdmin({
    clock,
    random,
    tell: (state) => tell({ admin: state }),
    onOpen: (opened) =>
      [rotations, people, admission, rights, certificates, transports, witness].forEach((part) => part.begin(opened)),
    onClose: () =>
      [batches, rotations, admission, rights, certificates, transports, witness].forEach((part) => part.stop()),
    isBusy: () => rotations.isBusy || batches.isBusy,
  });

  const batches = openBatches({ home: pipeline.home, office: glance, rotations, clock, randomBytes });

  const codes = openCodes({
    pipeline,
    broker,
    login,
    clock,
    random,
    randomBytes,
    tell: (news) => tell({ codes: news }),
  });

  function tellRotations(): void {
    const mine = new Set(own.map(({ account }) => account));
    const others = [...mirror.all.values()].filter(({ account }) => !mine.has(account));
    tell({ rotations: [...own, ...others] });
  }

  return {
    answers: {
      ...codes.answers,
      ...certificates.answers,
      ...transports.answers,
      ...batches.answers,
      staticLogin: ({ old }) => makeStaticLogin(old, randomBytes),
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
      sayOfRotation({ account, word }) {
        admin.touch();
        rotations.say(account, word);
        return null;
      },
      revealLogin({ account }) {
        admin.touch();
        return rotations.reveal(account);
      },
      switchOn({ username }) {
        admin.touch();
        return rotations.switchOn(username);
      },
      ...rights.answers,
    },
    filters: [mirrorFilter, ...codes.filters],
    hear: (message) => mirror.hear(message) || codes.hear(message),
    homeChanged(changed) {
      rotations.homeChanged(changed);
      codes.homeChanged(changed);
      if (changed.size > 0) batches.wake();
    },
    deviceHeard: rights.deviceHeard,
    joined: codes.joined,
    tick: codes.tick,
    forget() {
      void admin.close();
      mirror.forget();
      rotations.forget();
      rights.forget();
      codes.forget();
    },
    close: admin.close,
  };
}

function randomBytes(count: number): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(count));
}
