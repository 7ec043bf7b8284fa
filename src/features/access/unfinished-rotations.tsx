import type { Rotation } from '@/core/rotation';
import { Notice } from '@/ui/notice';

type UnfinishedRotationsProps = { readonly rotations: readonly Rotation[] };

/** What goes on, also where another browser began it: it is carried on without being asked. */
export function UnfinishedRotations({ rotations }: UnfinishedRotationsProps) {
  const running = rotations.filter(({ outcome }) => outcome === null);
  return running.map((rotation) => (
    <Notice key={rotation.account} tone="info" role="status" title={`${rotation.name} is being given a new password.`}>
      {rotation.sentence}
    </Notice>
  ));
}
