import { applyEdits } from '../../base/edit';
import { addItem } from '../../engine/settings/add-item';
import { readSigners } from '../../facts/trust-policy/signers';
import type { AddSignerParams } from '../protocol';

/** A file about signers with one more statement; `null` where the file is laid out so that none can be added. */
export function addSigner({ text, repository, signer }: AddSignerParams): string | null {
  const names = new Set(readSigners(text).signers.map(it => it.name));
  let name = repository;
  for (let count = 2; names.has(name); count++) name = `${repository} ${count}`;
  const who =
    'key' in signer
      ? ['keys:', `  - ${JSON.stringify(signer.key)}`]
      : [
          'keyless:',
          `  - issuer: ${JSON.stringify(signer.issuer)}`,
          `    identity: ${JSON.stringify(signer.identity)}`,
        ];
  const item = [`name: ${JSON.stringify(name)}`, 'scopes:', `  - ${JSON.stringify(repository)}`, ...who];
  const edit = addItem(text, ['signers'], item);
  const written = edit && applyEdits(text, [edit]);
  // What is not sound would be passed over.
  return written !== undefined && readSigners(written).signers.length === names.size + 1 ? written : null;
}
