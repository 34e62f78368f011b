import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../../kit/programs';

/** Certificates and keys that OpenSSL made, in PEM. */
export interface Made {
  readonly root: string;
  readonly otherRoot: string;
  readonly intermediate: string;
  /** Signed by the root, of no authority. */
  readonly leaf: string;
  /** Of no authority, and self-signed. */
  readonly selfSigned: string;
  readonly privateKey: string;
  readonly publicKey: string;
  readonly rsaKey: string;
}

const configuration = `[req]
distinguished_name=dn
[dn]
[root]
basicConstraints=critical,CA:TRUE
keyUsage=critical,keyCertSign
[leaf]
basicConstraints=CA:FALSE
keyUsage=critical,digitalSignature
`;

/** Makes certificates and keys in a folder. */
export async function makeCertificates(folder: string): Promise<Made> {
  await writeFile(join(folder, 'ca.cnf'), configuration);
  const openssl = (line: string): Promise<Buffer> => run('openssl', line.split(' '), { folder });
  const key = '-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes';
  const self = (name: string, section: string): Promise<Buffer> =>
    openssl(
      `req -x509 ${key} -keyout ${name}.key -out ${name}.pem -days 30 -subj /C=US/ST=WA/O=Acme/CN=${name} -config ca.cnf -extensions ${section}`,
    );
  await self('root', 'root');
  await self('other', 'root');
  await self('self', 'leaf');
  for (const [name, section] of [
    ['intermediate', 'root'],
    ['leaf', 'leaf'],
  ]) {
    await openssl(`req ${key} -keyout ${name}.key -out ${name}.csr -subj /C=US/ST=WA/O=Acme/CN=${name} -config ca.cnf`);
    await openssl(
      `x509 -req -in ${name}.csr -CA root.pem -CAkey root.key -CAcreateserial -out ${name}.pem -days 30 -extfile ca.cnf -extensions ${section}`,
    );
  }
  await openssl('pkey -in root.key -pubout -out root.pub');
  await openssl('genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out rsa.key');
  await openssl('pkey -in rsa.key -pubout -out rsa.pub');
  const read = (name: string): Promise<string> => readFile(join(folder, name), 'utf8');
  return {
    root: await read('root.pem'),
    otherRoot: await read('other.pem'),
    intermediate: await read('intermediate.pem'),
    leaf: await read('leaf.pem'),
    selfSigned: await read('self.pem'),
    privateKey: await read('root.key'),
    publicKey: await read('root.pub'),
    rsaKey: await read('rsa.pub'),
  };
}

/** The bytes of a PEM text. */
export const derOf = (pem: string): Uint8Array =>
  new Uint8Array(Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64'));
