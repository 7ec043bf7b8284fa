import { useState } from 'react';

import type { AccessQuestions } from '@/session/protocol';

import type { KeyFiles } from './key-files-dialog';
import { useCertificateAct } from './use-certificates';

type Issuing = 'issueBrokerCertificate' | 'issueSigningCertificate';

/** Issues a certificate with its key: the files as long as their dialog is open, or why there are none. */
export function useKeyFiles<Q extends Issuing>(question: Q) {
  const [reason, setReason] = useState<string | null>(null);
  const [files, setFiles] = useState<KeyFiles | null>(null);
  const issue = useCertificateAct(question, (answer) => {
    setReason(answer.outcome === 'refused' ? answer.reason : null);
    if (answer.outcome === 'issued') setFiles(answer.files);
  });
  return {
    files,
    reason,
    isPending: issue.isPending,
    issue(about: AccessQuestions[Q]['ask']) {
      if (!issue.isPending) issue.mutate(about);
    },
    /** the key is in the answer too */
    forget() {
      setFiles(null);
      issue.reset();
    },
  };
}
