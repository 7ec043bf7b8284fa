import { useCallback } from 'react';
import { useLocation, useNavigate } from 'react-router';

/** Takes whoever was sent here for one thing (`LinkButton comesBack`) to where they were; all others stay. */
export function useComeBack(): () => void {
  const { state } = useLocation() as { state: unknown };
  const navigate = useNavigate();
  return useCallback(() => {
    if (wasSent(state)) void navigate(-1);
  }, [state, navigate]);
}

function wasSent(state: unknown): boolean {
  return typeof state === 'object' && state !== null && 'comesBack' in state && state.comesBack === true;
}
