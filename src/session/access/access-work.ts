import type { AdminState } from '@/core/log-ins/account';
import type { CodeActivity } from '@/core/codes/code-owner';
import type { DeviceId } from '@/core/device';
import type { Rotation } from '@/core/log-ins/rotation';
import type { RotationRecord } from '@/core/log-ins/rotation-record';

import { withCodeTerm } from '@/credentials/codes/names';
import { loadOnce } from '../load-once';
import type { AccessQuestions, Answerers, Questions } from '../protocol';
import type { AccessParts } from './access-parts';
import { listAccounts, rowsOf } from './accounts';
import { openAdmin } from './admin';
import { openAdmission } from './admission/admission';
import { askedByItself } from './asked-by-itself';
import { recordOfBackup } from './decision-records';
import { openBatches } from './batches/batches';
import { openCertificates } from './certificates/certificates';
import type { CodeNames } from './codes/code-names';
import { openCodes } from './codes/codes';
import { openPeople } from './people/people';
import { recordedOf } from './rules/recorded';
import { openRights } from './rights/rights';
import { openRotations } from './rotations/rotations';
import type { SaidToGoOn } from './rotations/rotation-silenced';
import type { Traffic } from './rights/traffic';
import { openTransports } from './certificates/transports';

type Parts = Omit<AccessParts, 'tell'> & {
  readonly traffic: Traffic;
  readonly names: CodeNames;
  /** why nobody's time is over by this clock, in words; null: it is believed */
  readonly clockDoubt: () => string | null;
  readonly tellAdmin: (state: AdminState) => void;
  readonly addToHistory: (records: readonly RotationRecord[]) => void;
  readonly tellRotations: (own: readonly Rotation[]) => void;
  readonly tellCodes: (codes: CodeActivity) => void;
  readonly saidToGoOn: SaidToGoOn;
};

/** All that is done about log-ins and codes, and all questions about them: a chunk of its own (`access.ts` loads it). */
export type AccessWork = {
  answer<Q extends keyof AccessQuestions>(
    question: Q,
    about: Questions[Q]['ask'],
  ): Questions[Q]['answer'] | Promise<Questions[Q]['answer']>;
  /** `heardAt`: when the message came that changed them, by the steady clock; null: it was none */
  homeChanged(changed: ReadonlySet<DeviceId>, heardAt: number | null): void;
  endOverdueCodes(): void;
  /** another broker is another home */
  forget(): void;
  close(): Promise<void>;
};

export function openAccessWork(parts: Parts): AccessWork {
  const { pipeline, witness, broker, login, clock, random, certificateStore, alerts, recent, signal, traffic, names } =
    parts;
  const certified = () => certificates.certified();
  const rotations = openRotations({
    pipeline,
    broker,
    clock,
    steady,
    random,
    randomBytes,
    tell: parts.tellRotations,
    saidToGoOn: parts.saidToGoOn,
    certified,
    addToHistory: parts.addToHistory,
  });
  let wasOpened = false;
  const office = () => admin.office;
  const people = openPeople({
    pipeline,
    office,
    login,
    clock,
    random,
    randomBytes,
    clockDoubt: parts.clockDoubt,
    addToHistory: parts.addToHistory,
    otherPlaces: (person) => codes.placesOf(person),
  });
  const recorded = () => recordedOf({ home: pipeline.home, traffic, recent, now: clock() });
  const admission = openAdmission({
    pipeline,
    office,
    login,
    alerts,
    knowledge: parts.knowledge,
    recorded,
    addToHistory: parts.addToHistory,
    noteCodeTerm: (days) => names.change((all) => withCodeTerm(all, days)),
    signal,
    clock,
    steady,
    randomBytes,
  });
  const rights = openRights({
    pipeline,
    traffic,
    office,
    url: () => login()?.url ?? null,
    certified,
    alerts,
    signal,
    clock,
    random,
  });
  const certificates = openCertificates({
    home: pipeline.home,
    store: certificateStore,
    clock,
    randomBytes,
    office,
    at: () => login()?.url ?? null,
    alerts,
    clockDoubt: parts.clockDoubt,
    signal,
  });
  const transports = openTransports({
    home: pipeline.home,
    changes: pipeline.changes,
    at: () => login()?.url ?? null,
    clock,
  });
  const admin = openAdmin({
    clock,
    random,
    tell: parts.tellAdmin,
    onOpen(opened) {
      wasOpened = true;
      [rotations, people, admission, rights, certificates, transports, witness].forEach((part) => part.begin(opened));
    },
    onClose: () =>
      [batches, rotations, admission, rights, certificates, transports, witness].forEach((part) => part.stop()),
    isBusy: () => rotations.isBusy || batches.isBusy,
  });

  const batches = openBatches({
    home: pipeline.home,
    office,
    rowsOf: (mine, listed) => rowsOf(mine, listed, pipeline, certified),
    isBackedUp: (mine) =>
      backups().then(
        ({ isCurrent }) => isCurrent(mine),
        () => false, // the page's server is away
      ),
    onWithoutBackup: ({ username }) => parts.addToHistory([recordOfBackup('without', { by: username, at: clock() })]),
    rotations,
    clock,
    steady,
    randomBytes,
  });

  /** for the day before much is changed, and the day on which accounts were lost: fetched when somebody looks */
  const backups = loadOnce(async () =>
    (await import('./backups/backups')).openBackups({
      office,
      clock,
      addToHistory: parts.addToHistory,
      onRestored: () => void admin.close(), // what was read of the accounts is not so any more
    }),
  );

  const codes = openCodes({
    pipeline,
    broker,
    isConnected: parts.isConnected,
    login,
    clock,
    random,
    randomBytes,
    names,
    isAdministered: () => wasOpened,
    tell: parts.tellCodes,
    addToHistory: parts.addToHistory,
  });

  /** for homes that have lost accounts: fetched when somebody looks */
  const makeLogin = loadOnce(async () =>
    (await import('./admission/make-login')).openMakeLogin({ pipeline, office, clock, randomBytes }),
  );

  /** for brokers that nobody can administer: fetched when a page looks whether something is under way */
  const byHand = loadOnce(async () =>
    (await import('./static-files/static-changes')).openStaticChanges({
      home: pipeline.home,
      login,
      witness: witness.ofBroker,
      addToHistory: parts.addToHistory,
      clock,
      randomBytes,
    }),
  );

  const answers: Answerers<keyof AccessQuestions> = {
    ...codes.answers,
    ...certificates.answers,
    ...transports.answers,
    ...batches.answers,
    accountsBackup: async (about) => (await backups()).answers.accountsBackup(about),
    sealAccounts: async (about) => (await backups()).answers.sealAccounts(about),
    openAccounts: async (about) => (await backups()).answers.openAccounts(about),
    compareAccounts: async (about) => (await backups()).answers.compareAccounts(about),
    restoreAccounts: async (about) => (await backups()).answers.restoreAccounts(about),
    staticLogin: async (about) => (await byHand()).staticLogin(about),
    staticChanges: async (about) => (await byHand()).staticChanges(about),
    tryStaticLogin: async (about) => (await byHand()).tryStaticLogin(about),
    sayOfStatic: async (about) => (await byHand()).sayOfStatic(about),
    ...people.answers,
    loginless: async (about) => (await makeLogin()).loginless(about),
    makeLogin: async (about) => (await makeLogin()).makeLogin(about),
    isLoginUsed: async (about) => (await makeLogin()).isLoginUsed(about),
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
    accounts: () => listAccounts(admin.office, pipeline, certified),
    startRotation: ({ username }) => rotations.start(username),
    rollBackRotation({ account }) {
      rotations.rollBack(account);
      return null;
    },
    sayOfRotation({ account, word }) {
      rotations.say(account, word);
      return null;
    },
    revealLogin: ({ account }) => rotations.reveal(account),
    switchOn: ({ username }) => rotations.switchOn(username),
    ...rights.answers,
  };

  return {
    answer(question, about) {
      if (!askedByItself.has(question)) admin.touch();
      return answers[question](about);
    },
    homeChanged(changed, heardAt) {
      rotations.homeChanged(changed, heardAt ?? steady());
      codes.homeChanged(changed);
      if (changed.size > 0) batches.wake();
    },
    endOverdueCodes: codes.endOverdue,
    forget() {
      void admin.close();
      rotations.forget();
      rights.forget();
      codes.forget();
    },
    close: admin.close,
  };
}

/** what messages are stamped with too (`broker/link.ts`) */
const steady = () => performance.now();

function randomBytes(count: number): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(count));
}
