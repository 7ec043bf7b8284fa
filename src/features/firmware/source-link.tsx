/**
 * Where it is written. An address is a link that is followed only when pressed; anything else is text, and so is an address that
 * leads nowhere: what a person typed is shown again, however it was typed.
 */
export function SourceLink({ address }: { readonly address: string }) {
  if (!address.startsWith('https://') || !URL.canParse(address)) return <span>“{address}”.</span>;
  return (
    <a href={address} target="_blank" rel="noreferrer noopener">
      {new URL(address).hostname} (opens another site)
    </a>
  );
}
