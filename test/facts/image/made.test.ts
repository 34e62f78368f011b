import assert from 'node:assert/strict';
import { imagesOf as askable } from '../../../server/src/facts/image/checked';
import { readerOf } from '../../../server/src/facts/read';
import type { Language } from '../../../server/src/facts/source';
import { imagesOf } from '../../kit/images';

const job = (steps: string) => `jobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n${steps}`;

describe('images that a file makes itself', () => {
  /** What is made there is marked with `!`. */
  const cases: readonly (readonly [string, Language, string, string, readonly string[]])[] = [
    [
      'a step before',
      'yaml',
      '.github/workflows/a.yml',
      job('      - run: docker build -t acme/app:ci .\n      - run: docker run acme/app:ci\n'),
      ['!unknown acme/app:ci'],
    ],
    [
      'a step of Windows before',
      'yaml',
      'azure-pipelines.yml',
      'pool: {vmImage: windows-2022}\nsteps:\n- script: docker build -t acme/app:1 .\n- powershell: docker run acme/app:1\n',
      ['!unknown acme/app:1'],
    ],
    [
      'an action before',
      'yaml',
      '.github/workflows/a.yml',
      job(
        `      - uses: docker/build-push-action@v6\n        with:\n          load: true\n          tags: |\n            acme/a:1\n            acme/b:\${{ github.sha }}\n      - run: |\n          docker run acme/a:1\n          docker run acme/b:2\n`,
      ),
      ['!unknown acme/a:1', '!unknown acme/b:2'],
    ],
    [
      'an action with an expression',
      'yaml',
      '.github/workflows/a.yml',
      job(
        `      - uses: docker/build-push-action@v6\n        with: {tags: "acme/a:1,acme/b:\${{ github.sha }}"}\n      - run: docker run acme/b:2\n`,
      ),
      ['!unknown acme/b:2'],
    ],
    ['what is pulled first', 'shell', 'a.sh', 'docker pull a/b:1\ndocker tag a/b:1 a/b\n', ['unknown a/b:1']],
    ['an unknown tag', 'powershell', 'a.ps1', 'docker build -t "a/b:$v" .\ndocker run a/b:1\n', ['!unknown a/b:1']],
    ['no space behind the letter', 'shell', 'a.sh', 'podman build -ta/b:1 .\npodman run a/b:1\n', ['!unknown a/b:1']],
    ['an import', 'shell', 'a.sh', 'docker import x.tar a/b\ndocker run a/b\n', ['!unknown a/b']],
    [
      'Docker Hub by name',
      'shell',
      'a.sh',
      'docker build -t a/b .\ndocker run docker.io/a/b\n',
      ['!unknown docker.io/a/b'],
    ],
    ['another registry', 'shell', 'a.sh', 'docker build -t a/b .\ndocker run ghcr.io/a/b\n', ['unknown ghcr.io/a/b']],
    [
      'a service below',
      'yaml',
      'compose.yml',
      'services:\n  a: {image: "acme/own:1"}\n  b: {image: "acme/own:1", build: .}\n',
      ['!unknown acme/own:1'],
    ],
    [
      'Terraform',
      'hcl',
      'main.tf',
      `resource "docker_image" "a" {
  name = "acme/a:1"
  build { context = "." }
}
resource "docker_registry_image" "p" { name = "acme/a:1" }
data "docker_registry_image" "q" { name = "acme/q:1" }
resource "kubernetes_pod" "b" {
  spec {
    container {
      image = "acme/b:1"
      image_pull_policy = "Never"
    }
  }
}
`,
      ['unknown acme/q:1', '!unknown acme/b:1'],
    ],
    [
      'Ansible',
      'yaml',
      'site.yml',
      '- hosts: all\n  tasks:\n  - docker_image: {name: acme/a, source: local}\n  - docker_image: {name: acme/b, source: load}\n',
      [],
    ],
  ];
  for (const [name, language, path, text, images] of cases) {
    it(name, async () => assert.deepEqual(await imagesOf(language, text, path), images));
  }

  it('are not those of texts that a step writes', async () => {
    const text = job(
      "      - run: |\n          cat > x.sh <<'EOF'\n          it's docker run acme/no:1\n          EOF\n          docker run «acme/yes:1»\n",
    );
    assert.deepEqual(await imagesOf('yaml', text, '.github/workflows/a.yml'), ['unknown acme/yes:1']);
  });
});

describe('a registry is asked of', () => {
  const cases: readonly (readonly [string, Language, string, readonly string[]])[] = [
    ['official images', 'powershell', 'docker run golang:1.26\ndocker pull alpine', ['golang:1.26', 'alpine']],
    ['images of a namespace', 'powershell', 'docker run acme/web', ['acme/web']],
    ['no bare name that nobody can publish', 'powershell', 'docker run acme-web:2\ndocker pull library/acme-web', []],
    ['nothing of podman itself', 'shell', 'podman run localhost/acme/web:1', []],
    ['a registry beside it', 'shell', 'docker run localhost:5000/acme/web:1', ['localhost:5000/acme/web:1']],
    ['no service of a name of its own', 'yaml', ['services:', '  a: {image: shop-web}'].join('\n'), []],
    ['no stage that is missing', 'dockerfile', 'FROM shop-base:1\nCOPY --from=tools C:/a C:/b\n', ['shop-base:1']],
  ];
  for (const [name, language, text, asked] of cases) {
    it(name, async () => {
      const path = language === 'yaml' ? 'compose.yml' : 'a';
      const { facts } = (await readerOf(language))({ path, language, text });
      assert.deepEqual(
        askable(facts).map(it => it.text),
        asked,
      );
    });
  }
});
