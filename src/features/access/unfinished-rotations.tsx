import type { Rotation } from '@/core/log-ins/rotation';
import { useAdmin, useRotations } from '@/store/home-hooks';
import { Age } from '@/ui/age';
import { Notice } from '@/ui/notice';

/** What goes on, here or in another browser. An administrator who signs in carries on what was left half done. */
export function UnfinishedRotations() {
  const running = useRotations().filter(({ outcome }) => outcome === null);
  return running.map((rotation) => (
    <Notice key={rotation.account} tone="info" role="status" title={`${rotation.name} is being given a new password.`}>
      <Unfinished rotation={rotation} />
    </Notice>
  ));
}

function Unfinished({ rotation }: { readonly rotation: Rotation }) {
  switch (rotation.where) {
    case 'here':
      return rotation.sentence;
    case 'signed-out':
      return `It waits here, at a safe place: nobody is signed in as administrator. Sign in and it is carried on. Its last word: ${rotation.sentence}`;
    case 'another-browser':
      return <Elsewhere rotation={rotation} />;
  }
}

function Elsewhere({ rotation: { startedAt, sentence } }: { readonly rotation: Rotation }) {
  const isAdministrator = useAdmin().status === 'open';
  return (
    <>
      Another browser began it <Age at={startedAt} />, or this one before it was closed. Its last word: {sentence}{' '}
      {isAdministrator
        ? 'If nobody goes on with it, press Rotate beside its log-in and it is carried on here.'
        : 'If nobody goes on with it, sign in as administrator and it is carried on here.'}
    </>
  );
}
