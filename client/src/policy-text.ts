interface Statement {
  readonly name?: unknown;
  readonly registryScopes?: readonly unknown[];
}

/** A `trustpolicy.json` with one more statement; `undefined` where the repository has one, or the file is no policy. */
export function withStatement(
  before: string | undefined,
  { repository, signer, store }: { readonly repository: string; readonly signer: string; readonly store: string },
): string | undefined {
  let document: { version?: unknown; trustPolicies?: unknown };
  try {
    document = before === undefined ? { version: '1.0', trustPolicies: [] } : JSON.parse(before);
  } catch {
    return undefined;
  }
  const { trustPolicies: list } = document;
  if (document.version !== '1.0' || !Array.isArray(list)) return undefined;
  const statements = list as readonly Statement[];
  if (statements.some(it => it.registryScopes?.includes(repository))) return undefined;
  const names = new Set(statements.map(it => it.name));
  let name = repository.replaceAll('/', '-').replaceAll(':', '-');
  while (names.has(name)) name += '-1';
  const statement = {
    name,
    registryScopes: [repository],
    signatureVerification: { level: 'strict' },
    trustStores: [`ca:${store}`],
    trustedIdentities: [`x509.subject: ${signer}`],
  };
  return `${JSON.stringify({ ...document, trustPolicies: [...statements, statement] }, undefined, 4)}\n`;
}
