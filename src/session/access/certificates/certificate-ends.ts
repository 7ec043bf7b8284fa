import type { IssuedCertificate } from '@/core/log-ins/certificate';
import type { Finding, FindingRule } from '@/credentials/alerts/finding';
import type { KeptAuthority } from '@/history/certificate-store';

const dayMs = 86_400_000;
/** as early as the end of a device's certificate is told (`certificateExpiring`) */
const beforeMs = { soon: 60 * dayMs, urgent: 14 * dayMs } as const;

/** What one authority's browser can find: others do not know it, and must not end what it tells. */
export function endsRule(authority: string): FindingRule<readonly Finding[]> {
  return { class: 'certificate_expiring', prefix: prefixOf(authority), topic: '$CONTROL', find: (ending) => ending };
}

/**
 * What ends of a home's own authority while nobody looks at its page: the broker's certificate, the authority itself, and with
 * it the list of what was revoked. `endsAt`: when the authority does, ms since the epoch.
 */
export function endingOf(
  { id, certificates, list }: Pick<KeptAuthority, 'id' | 'certificates' | 'list'>,
  endsAt: number,
  now: number,
): readonly Finding[] {
  const ends = [
    ...newestOfBrokers(certificates).map(({ subject, notAfter }) => ({
      what: `broker ${subject}`,
      name: `The certificate of the broker, ${subject},`,
      at: notAfter,
      evidence:
        'Whoever checks it does not connect any more. Make another one under Access, Certificates, and bring it to the broker.',
    })),
    {
      what: 'authority',
      name: 'The authority of this home',
      at: endsAt,
      evidence: 'All its certificates end with it. Make a new one under Access, Certificates.',
    },
    ...(list === null
      ? []
      : [
          {
            what: 'list',
            name: 'The list of revoked certificates',
            at: list.facts.nextUpdate,
            evidence: 'A broker that uses it then refuses every device. Take its line out, or bring it a new list.',
          },
        ]),
  ];
  return ends.flatMap(({ what, name, at, evidence }): readonly Finding[] => {
    const left = at - now;
    if (left > beforeMs.soon) return [];
    const stage = left <= 0 ? 'ended' : left <= beforeMs.urgent ? 'urgent' : 'soon';
    const days = Math.floor(left / dayMs);
    return [
      {
        // a stage is a finding of its own: one that stands is not told again
        subject: `${prefixOf(id)}${what} ${stage}`,
        device: null,
        title: stage === 'ended' ? `${name} has ended.` : `${name} ends in ${days === 1 ? '1 day' : `${days} days`}.`,
        evidence,
        severity: ({ ended: 'critical', urgent: 'warning', soon: 'info' } as const)[stage],
      },
    ];
  });
}

function prefixOf(authority: string): string {
  return `ends of ${authority.slice(0, 12)}: `;
}

/** Of each broker the one that lasts longest: those before it were replaced. */
function newestOfBrokers(certificates: readonly IssuedCertificate[]): readonly IssuedCertificate[] {
  const newest = new Map<string, IssuedCertificate>();
  for (const one of certificates) {
    if (one.holder !== 'broker' || one.revokedAt !== null) continue;
    if ((newest.get(one.subject)?.notAfter ?? 0) < one.notAfter) newest.set(one.subject, one);
  }
  return [...newest.values()];
}
