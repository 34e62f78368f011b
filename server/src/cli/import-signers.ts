import { importSigners } from '../facts/trust-policy/import/import';
import { checkSigners, type SignerStatement } from '../facts/trust-policy/signers';
import { diskFiles } from '../host/files';
import { UsageError, write } from './output';
import { absolute } from './paths';

export interface ImportFlags {
  readonly scope?: readonly string[];
  readonly output?: string;
}

const largest = 1_000_000;

/** Writes what other tools say of signers as statements about signers. Answers with the exit code. */
export async function runImportSigners(file: string, flags: ImportFlags): Promise<number> {
  const read = await diskFiles.read(absolute(file), largest);
  if ('reason' in read) throw new UsageError(`${file}: ${read.detail}`);
  const imported = importSigners(read.text, flags.scope);
  if (!imported) throw new UsageError(`${file} is no key and no policy about signers that Boltseal knows`);
  const { signers } = imported;
  const notes = [...imported.notes, ...checkSigners(signers).map(it => it.message)];
  for (const note of notes) process.stderr.write(`boltseal: ${file}: ${note}\n`);
  if (signers.length > 0) await write(`signers:\n${signers.map(statementText).join('')}`, flags.output);
  return signers.length > 0 ? 0 : 2;
}

/** An item of the list. JSON is YAML; keys stand in lines of their own. */
function statementText(signer: SignerStatement): string {
  const lines = Object.entries(signer).flatMap(([name, value]) =>
    name === 'keys' ? ['keys:', ...(value as readonly string[]).map(keyText)] : [`${name}: ${JSON.stringify(value)}`],
  );
  return lines.map((line, at) => `${at === 0 ? '  - ' : '    '}${line}\n`).join('');
}

const keyText = (key: string): string =>
  key.includes('\n') ? `  - |\n${key.trimEnd().replace(/^/gm, ' '.repeat(10))}` : `  - ${JSON.stringify(key)}`;
