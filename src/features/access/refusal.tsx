import { Notice } from '@/ui/notice';

/** What came of something that was pressed; undefined: it was not, or is not answered yet. */
type Answer = { readonly outcome: string; readonly reason?: string } | null | undefined;

/** Why something was not done, where whoever pressed it looks. */
export function Refusal({ of: answer }: { readonly of: Answer }) {
  if (answer?.outcome !== 'refused' || answer.reason === undefined) return null;
  return <Notice tone="critical" role="alert" title={answer.reason} />;
}
