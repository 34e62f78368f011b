import assert from 'node:assert/strict';
import { MappedText } from '../../../server/src/base/mapped-text';
import type { Place } from '../../../server/src/facts/fact';
import { type ContentTrust, contentTrust, isOwnServer, readContentTrust } from '../../../server/src/facts/image/trust';
import { readShell } from '../../../server/src/facts/shell/script';

const place: Place = { os: 'linux', runs: 'build', encode: text => text };

/** What a line of `sh` switches: text, whether on, whether a server is named. */
function switched(line: string): readonly string[] {
  const text = MappedText.whole(line);
  const found: ContentTrust[] = [];
  readContentTrust({ text, place, events: readShell(text, place) }, (_, fact) => found.push(fact as ContentTrust));
  return found.map(({ text: written, on, hasServer, at }) => {
    assert.ok(line.slice(at.start, at.end).startsWith(written.slice(0, 20)), written);
    return `${written} ${on ? 'on' : 'off'}${hasServer ? ', with a server' : ''}`;
  });
}

describe('Docker Content Trust', () => {
  const lines: readonly (readonly [line: string, ...switched: string[]])[] = [
    ['DOCKER_CONTENT_TRUST=1 docker pull a', 'DOCKER_CONTENT_TRUST=1 on'],
    ['LANG=C DOCKER_CONTENT_TRUST=0 docker build .', 'DOCKER_CONTENT_TRUST=0 off'],
    ['export DOCKER_CONTENT_TRUST=1 && docker pull a', 'DOCKER_CONTENT_TRUST=1 on'],
    ['export LANG=C DOCKER_CONTENT_TRUST=1', 'DOCKER_CONTENT_TRUST=1 on'],
    ['env DOCKER_CONTENT_TRUST=1 docker pull a', 'DOCKER_CONTENT_TRUST=1 on'],
    ['docker pull --disable-content-trust a', '--disable-content-trust off'],
    ['docker pull --disable-content-trust=false a', '--disable-content-trust=false on'],
    [
      'export DOCKER_CONTENT_TRUST_SERVER=https://notary.example\nexport DOCKER_CONTENT_TRUST=1',
      'DOCKER_CONTENT_TRUST=1 on, with a server',
    ],
    [
      'DOCKER_CONTENT_TRUST_SERVER="$SERVER" DOCKER_CONTENT_TRUST=1 docker push a',
      'DOCKER_CONTENT_TRUST=1 on, with a server',
    ],
    ['export DOCKER_CONTENT_TRUST_SERVER=https://notary.docker.io DOCKER_CONTENT_TRUST=1', 'DOCKER_CONTENT_TRUST=1 on'],
    ['export DOCKER_CONTENT_TRUST=$TRUST'],
    ['echo DOCKER_CONTENT_TRUST=1'],
    ['docker pull a # --disable-content-trust'],
    ['docker run -e DOCKER_CONTENT_TRUST=1 a'],
    ['unset DOCKER_CONTENT_TRUST'],
  ];
  for (const [line, ...expected] of lines)
    it(line.replace('\n', '; '), () => assert.deepEqual(switched(line), expected));

  // strconv.ParseBool knows these; any other value switches it on.
  const values: readonly (readonly [value: string, on: boolean | undefined])[] = [
    ...(['0', 'f', 'F', 'false', 'False', 'FALSE', ''] as const).map(value => [value, false] as const),
    ...(['1', 't', 'TRUE', 'true', 'yes', 'off', 'no', 'fALSE', '2'] as const).map(value => [value, true] as const),
    ...(['$TRUST', '${{ x }}', '%TRUST%', '$(trust)', '{{ .Values.trust }}'] as const).map(
      value => [value, undefined] as const,
    ),
  ];
  for (const [value, on] of values)
    it(`DOCKER_CONTENT_TRUST=${value}`, () => {
      const span = { start: 0, end: 1 };
      assert.equal(contentTrust({ span, place }, value, span)?.on, on);
    });

  it('tells the server of Docker itself from others', () => {
    for (const own of [
      'https://notary.example',
      'https://notary.docker.io.example',
      'https://xnotary.docker.io',
      undefined,
    ])
      assert.equal(isOwnServer(own), true, own);
    for (const other of [
      'https://notary.docker.io',
      'https://notary.docker.io/',
      'https://Notary.Docker.IO:443',
      '',
      ' ',
    ])
      assert.equal(isOwnServer(other), false, other);
  });
});
