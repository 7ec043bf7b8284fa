import type { Alert, AlertSignal } from '@/core/alerts/alert';
import type { CertificateRequest } from '@/core/log-ins/certificate';
import type { Device } from '@/core/device';
import type { Home } from '@/core/home';
import { signalsOf } from '@/credentials/alerts/finding';
import { listWords, requestRefusals, standingWords } from '@/credentials/certificates/certificate-words';
import type { CertificateWithKey } from '@/credentials/certificates/issue';
import { inventory } from '@/credentials/certificates/inventory';
import { readIssuedNames, sweepIssuedNames, writeIssuedNames } from '@/credentials/certificates/issued-names';
import { renewBeforeMs } from '@/credentials/certificates/lifetimes';
import { mosquittoLines } from '@/credentials/certificates/mosquitto-lines';
import { readServerNames } from '@/credentials/certificates/server-names';
import { shortestPassphrase } from '@/credentials/sealed-text';
import type { CertificateStore, KeptAuthority } from '@/history/certificate-store';

import type { Answerers } from '../../protocol';
import type { Office } from '../admin';
import type {
  BrokerCertificateAnswer,
  CertificateQuestions,
  CertificatesAnswer,
  WaitingRequest,
} from './certificate-questions';
import { openCertificateRequests } from './certificate-requests';
import { notInBackup } from './authority-backup-state';
import { authorityEnded, cannotKeep, noAuthority } from './certificate-refusals';
import { grant, type Granting } from './grant-certificate';
import { openHomeAuthority } from './home-authority';
import { refused, type Refusal } from '../refused';

type Parts = {
  readonly home: Home;
  readonly store: CertificateStore;
  readonly clock: () => number;
  readonly randomBytes: (count: number) => Uint8Array<ArrayBuffer>;
  readonly office: () => Office | null;
  /** the address of the broker; null: there is none yet */
  readonly at: () => string | null;
  readonly alerts: () => Iterable<Alert>;
  /** why a date that was reckoned by this clock decides nothing, in words; null: it is believed */
  readonly clockDoubt: () => string | null;
  readonly signal: (signals: readonly AlertSignal[]) => void;
};

/** days matter here; each look costs a read of what this browser keeps */
const lookEveryMs = 3_600_000;

export type Certificates = {
  readonly answers: Answerers<Exclude<keyof CertificateQuestions, 'transports'>>;
  /**
   * in whose name a certificate is good, whichever browser issued it; a revoked one is, until the broker has read the list. null: the
   * broker does not tell, so it may be in any
   */
  certified(): Promise<ReadonlySet<string> | null>;
  begin(office: Office): void;
  stop(): void;
};

/** it stands in a certificate, in a file name and on the page */
const signerName = /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,63}$/u;

/** X.509 is fetched when somebody comes here, and not before. */
const issuing = () => import('@/credentials/certificates/issuing');

export function openCertificates({
  home,
  store,
  clock,
  randomBytes,
  office,
  at,
  alerts,
  clockDoubt,
  signal,
}: Parts): Certificates {
  const requests = openCertificateRequests();
  const authorities = openHomeAuthority(store, at);
  const { current, add, takeUp } = authorities;

  const backup = async () => (await import('./authority-backup')).openAuthorityBackup({ authorities, clock });
  const revoking = async () => (await import('./revoking')).openRevoking({ authorities, clock, office });

  async function waitingRequests(authority: KeptAuthority | null): Promise<readonly WaitingRequest[] | null> {
    if (requests.waiting === null) return null;
    const { checkRequest } = await issuing();
    return Promise.all(
      [...requests.waiting].map(async ([subject, request]): Promise<WaitingRequest> => {
        const checked = await checkRequest(request, subject);
        if (checked.outcome === 'refused') return { ...refused(requestRefusals[checked.reason]), subject };
        return { outcome: 'good', ...shown(checked.request, authority) };
      }),
    );
  }

  function shown(
    { subject, key, keyFingerprint, pairingCode }: Omit<CertificateRequest, 'device' | 'renews'>,
    authority: KeptAuthority | null,
  ): CertificateRequest {
    const renews = authority?.certificates.some(
      (one) => one.subject === subject && one.keyFingerprint === keyFingerprint && one.revokedAt === null,
    );
    return {
      subject,
      key,
      keyFingerprint,
      pairingCode,
      device: deviceOf(subject)?.id ?? null,
      renews: renews ?? false,
    };
  }

  function deviceOf(subject: string): Device | null {
    return home.devices.get(home.byVoice.get(`gatehouse:${subject}`) ?? '') ?? null;
  }

  const granting = (authority: KeptAuthority): Granting => ({
    authority,
    office: office(),
    now: clock(),
    randomBytes,
    add,
    publish: requests.publish,
  });

  async function describe(): Promise<CertificatesAnswer> {
    const all = await authorities.all();
    const authority = await current();
    const now = clock();
    const rows =
      authority && inventory(authority.certificates, (id) => deviceOf(id)?.login?.value.certificate ?? null, now);
    const facts = authority && (await (await issuing()).factsOf(authority));
    return {
      authority: facts &&
        authority && {
          ...facts,
          isEnding: facts.notAfter - now <= renewBeforeMs,
          hasUnkeptBackup: authority.unkeptBackup !== null,
          notInBackup: notInBackup(authority, now).length,
        },
      others: all.filter(({ id }) => id !== authority?.id).map(({ id, name }) => ({ id, name })),
      certificates: (rows ?? []).map((row) => ({
        ...row,
        device: row.holder === 'device' ? (deviceOf(row.subject)?.id ?? null) : null,
        badge: standingWords(row.standing, row.holder, row.notAfter, now),
      })),
      requests: await waitingRequests(authority),
      isListUnread: authority?.isListUnread ?? false,
      list: authority?.list ? { ...authority.list.facts, ...listWords(authority.list.facts, now) } : null,
      configLines: mosquittoLines({ hasList: authority?.list != null }),
    };
  }

  function wrongClock(): Refusal | null {
    const doubt = clockDoubt();
    return doubt === null
      ? null
      : refused(`${doubt} A certificate is good from when it says that it is now, so nothing was made.`);
  }

  /** Who vouches for what is issued now: one that has ended would issue what no broker takes, and so would a clock that is wrong. */
  async function issuer(): Promise<KeptAuthority | typeof noAuthority> {
    const authority = await current();
    if (authority === null) return noAuthority;
    const wrong = wrongClock();
    if (wrong !== null) return wrong;
    const { notAfter } = await (await issuing()).factsOf(authority);
    return notAfter <= clock() ? authorityEnded : authority;
  }

  async function filesOf(
    authority: KeptAuthority,
    { issued, privateKeyPem: key }: CertificateWithKey,
  ): Promise<BrokerCertificateAnswer> {
    if (!(await add(issued))) return cannotKeep;
    const { toPem } = await issuing();
    const certificate = toPem(issued.der, 'CERTIFICATE');
    return { outcome: 'issued', files: { ca: toPem(authority.certificate, 'CERTIFICATE'), certificate, key } };
  }

  let watching: ReturnType<typeof setInterval> | undefined;

  /** What ends is told to the whole house, and not only on the page of the browser that holds the authority. */
  async function tellWhatEnds(): Promise<void> {
    const authority = await current();
    if (authority === null) return;
    const [{ factsOf }, { endingOf, endsRule }] = await Promise.all([issuing(), import('./certificate-ends')]);
    const findings = endingOf(authority, (await factsOf(authority)).notAfter, clock());
    signal(signalsOf(endsRule(authority.id), findings, alerts(), clock()));
  }

  return {
    async certified() {
      const issued = (await current())?.certificates ?? [];
      const good = issued.filter(({ holder, notAfter }) => holder === 'device' && notAfter > clock());
      const security = office()?.security;
      const elsewhere = security === undefined ? [] : await readIssuedNames(security, clock());
      return elsewhere && new Set([...good, ...elsewhere].map(({ subject }) => subject));
    },
    begin(mine) {
      requests.begin(mine);
      void tellWhatEnds();
      // those of before they were written down there, or of accounts that were set back
      void current()
        .then((authority) => authority && writeIssuedNames(mine.security, authority.certificates, clock()))
        .then(() => (clockDoubt() === null ? sweepIssuedNames(mine.security, clock()) : undefined));
      watching = setInterval(() => void tellWhatEnds(), lookEveryMs);
    },
    stop() {
      requests.stop();
      clearInterval(watching);
    },
    answers: {
      certificates: describe,
      async makeAuthority({ name, passphrase }) {
        const { factsOf, newHomeCa } = await issuing();
        if (name.trim() === '') return refused('Give it a name, such as that of your home.');
        if (passphrase.length < shortestPassphrase)
          return refused(`Take a passphrase of at least ${shortestPassphrase} characters: four words are good.`);
        const wrong = wrongClock();
        if (wrong !== null) return wrong;
        const { ca, backup } = await newHomeCa({ name, passphrase, now: clock(), randomBytes });
        const facts = await factsOf(ca);
        const made = { id: facts.fingerprint, name: facts.name, homes: [], ...ca };
        const isKept = await takeUp({ ...made, unkeptBackup: backup, certificates: [], list: null });
        return isKept ? { outcome: 'made' } : cannotKeep;
      },
      async adoptAuthority({ id }) {
        const chosen = (await authorities.all()).find((one) => one.id === id);
        if (chosen !== undefined) await takeUp(chosen);
        return null;
      },
      authorityBackup: async () => (await current())?.unkeptBackup ?? null,
      backupIsKept: async (about) => (await backup()).backupIsKept(about),
      restoreAuthority: async (about) => (await backup()).restoreAuthority(about),
      renewBackup: async (about) => (await backup()).renewBackup(about),
      async issueBrokerCertificate({ names }) {
        const authority = await issuer();
        if ('outcome' in authority) return authority;
        const read = readServerNames(names);
        if (read.outcome === 'refused') return refused(nameRefusal(read.name));
        const { issueForBroker } = await issuing();
        return filesOf(authority, await issueForBroker({ ca: authority, now: clock(), randomBytes }, read.names));
      },
      async issueSigningCertificate({ name }) {
        const authority = await issuer();
        if ('outcome' in authority) return authority;
        const subject = name.trim();
        if (!signerName.test(subject))
          return refused('Give it a name of at most 64 letters, digits, blanks and dashes.');
        const { issueForSigning } = await issuing();
        return filesOf(authority, await issueForSigning({ ca: authority, now: clock(), randomBytes }, subject));
      },
      async grantRequest({ subject, pairingCode }) {
        const authority = await issuer();
        const request = requests.waiting?.get(subject);
        if ('outcome' in authority) return authority;
        if (request === undefined) return refused('It does not ask any more.');
        const checked = await (await issuing()).checkRequest(request, subject);
        if (checked.outcome === 'refused') return refused(requestRefusals[checked.reason]);
        if (checked.request.pairingCode !== pairingCode)
          return refused('It has asked again with another key meanwhile. Compare the new code.');
        const answer = await grant(granting(authority), checked.request);
        if (answer.outcome === 'issued') await requests.clear(subject);
        return answer;
      },
      async grantFile({ request, pairingCode }) {
        const authority = await issuer();
        if ('outcome' in authority) return authority;
        const checked = await (await issuing()).checkRequest(request.trim(), null);
        if (checked.outcome === 'refused') return refused(requestRefusals[checked.reason]);
        if (checked.request.pairingCode !== pairingCode)
          return { outcome: 'preview', request: shown(checked.request, authority) };
        return grant(granting(authority), checked.request);
      },
      revokeCertificate: async (about) => (await revoking()).revokeCertificate(about),
      readRevocationList: async (about) => (await revoking()).readRevocationList(about),
      async certificateFile({ of }) {
        const authority = await current();
        if (authority === null) return null;
        const { toPem } = await issuing();
        if (of === 'authority') return toPem(authority.certificate, 'CERTIFICATE');
        if (of === 'list') return authority.list === null ? null : toPem(authority.list.der, 'X509 CRL');
        const one = authority.certificates.find(({ serial }) => serial === of.serial);
        return one === undefined ? null : toPem(one.der, 'CERTIFICATE');
      },
    },
  };
}

function nameRefusal(name: string | null): string {
  return name === null
    ? 'Say by which names and addresses the broker is called, at least one and at most twenty.'
    : `“${name}” is no name and no address that a certificate can hold.`;
}
