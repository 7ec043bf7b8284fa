import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { useSessionClient } from '@/session/client-context';
import type { AccessQuestions } from '@/session/protocol';

const key = ['certificates'];
/** requests of devices come by themselves */
const refetchMs = 3_000;

export function useCertificates() {
  const client = useSessionClient();
  return useQuery({ queryKey: key, queryFn: () => client.askAccess('certificates', {}), refetchInterval: refetchMs });
}

export function useTransports() {
  const client = useSessionClient();
  return useQuery({
    queryKey: ['transports'],
    queryFn: () => client.askAccess('transports', {}),
    refetchInterval: refetchMs,
  });
}

/** Asks for something that changes what is shown; the page looks again when it is answered. */
export function useCertificateAct<Q extends keyof AccessQuestions>(
  question: Q,
  onAnswer: (answer: AccessQuestions[Q]['answer']) => void = () => {},
) {
  const client = useSessionClient();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (about: AccessQuestions[Q]['ask']) => client.askAccess(question, about),
    onSuccess: (answer) => onAnswer(answer as AccessQuestions[Q]['answer']), // the answer of this question
    onSettled: () => queries.invalidateQueries({ queryKey: key }),
    // what was asked may hold a passphrase: it is forgotten when the page has its answer
    gcTime: 0,
  });
}
