import assert from 'node:assert/strict';
import type { Language } from '../../../server/src/facts/source';
import { imagesOf } from '../../kit/images';

const digest = `sha256:${'a'.repeat(64)}`;

describe('images that commands take', () => {
  /** Text and what it takes; in PowerShell, cmd and sh alike. */
  const alike: readonly (readonly [string, readonly string[]])[] = [
    ['docker pull «alpine:3»', ['linux alpine:3']],
    ['docker run «acme/app:1» cmd /c dir', ['unknown acme/app:1']],
    [
      'docker run --rm -it -p 80:80 -v x:y --isolation=process «mcr.microsoft.com/windows/servercore:ltsc2022» cmd',
      ['windows mcr.microsoft.com/windows/servercore:ltsc2022'],
    ],
    ['docker run -dit --name web --network nat «acme/app:1»', ['unknown acme/app:1']],
    ['docker run -p80:80 «acme/app:1»', ['unknown acme/app:1']],
    ['docker run -itp 80:80 «acme/app:1»', ['unknown acme/app:1']],
    ['docker -H tcp://host:2376 --tlsverify container create -e A=b «acme/app:1» x', ['unknown acme/app:1']],
    [`docker image pull -q «acme/app:1@${digest}»`, [`unknown acme/app:1@${digest}`]],
    ['docker service create --replicas 2 --name web «acme/app:1»', ['unknown acme/app:1']],
    ['podman run --pull always «quay.io/acme/app:1»', ['unknown quay.io/acme/app:1']],
    ['nerdctl -n k8s.io pull «acme/windows-app:ltsc2022»', ['windows acme/windows-app:ltsc2022']],
    ['ctr -n k8s.io images pull -k «docker.io/library/busybox:1»', ['linux docker.io/library/busybox:1']],
    ['ctr -a x i pull --user a:b «acme.example/app:1»', ['unknown acme.example/app:1']],
    ['ctr run --rm «acme.example/app:1» name cmd', ['unknown acme.example/app:1']],
    ['crictl pull --creds a:b «acme.example/app:1»', ['unknown acme.example/app:1']],
    ['skopeo copy --all docker://«acme.example/app:1» docker://mirror.example/app:1', ['unknown acme.example/app:1']],
    ['skopeo inspect docker://«acme.example/app:1»', ['unknown acme.example/app:1']],
    ['oras pull -o out «acme.example/thing:1»', ['unknown acme.example/thing:1']],
    ['crane export «acme.example/app:1» app.tar', ['unknown acme.example/app:1']],
    ['kubectl run web --image=«acme/app:1» --rm', ['unknown acme/app:1']],
    ['kubectl create deployment web --image «acme/app:1»', ['unknown acme/app:1']],
    [
      'kubectl set image deployment/web web=«acme/app:2» log=«acme/log:3»',
      ['unknown acme/app:2', 'unknown acme/log:3'],
    ],
    ['az container create -g x -n y --image «acme/app:1» --os-type Windows', ['unknown acme/app:1']],
    ['docker build -t web:1 .\ndocker run «web:1»\ndocker push web:1', ['!unknown web:1']],
    ['docker tag a/b:1 web\ndocker run «web»', ['!unknown web']],
    ['docker run --unheard of it', []],
    ['docker run -y acme/app:1', []],
    ['docker build --build-arg BASE_IMAGE=«acme/app:1» -t x .', ['unknown acme/app:1']],
    ['docker buildx build --build-context base=docker-image://«acme/app:1» .', ['unknown acme/app:1']],
    ['docker build --build-arg VERSION=1 --build-arg IMAGE_NAME=web .', []],
    ['docker images', []],
    ['docker exec web cmd', []],
    ['docker build -t acme/app:1 .', []],
    ['docker push acme/app:1', []],
    ['docker rmi acme/app:1', []],
    ['docker run', []],
    ['docker run Not/A_Name:1', []],
    ['kubectl get pods', []],
    ['az acr import -n x --source acme.example/app:1', []],
    ['echo docker pull alpine', []],
    ['skopeo delete docker://acme.example/app:1', []],
  ];
  const shells: readonly (readonly [Language, string])[] = [
    ['powershell', 'a.ps1'],
    ['cmd', 'a.cmd'],
    ['shell', 'a.sh'],
  ];
  for (const [text, images] of alike) {
    for (const [language, path] of shells) {
      it(`${language}: ${text}`, async () => assert.deepEqual(await imagesOf(language, text, path), images));
    }
  }

  const powershell: readonly (readonly [string, readonly string[]])[] = [
    ["$image = 'acme/app:1'\ndocker pull $image", ['unknown acme/app:1']],
    ['docker pull "mcr.microsoft.com/windows/servercore:$tag"', ['windows ? mcr.microsoft.com/windows/servercore']],
    ['docker run @options acme/app:1', []],
    ['docker run $options acme/app:1', []],
    ['docker pull $unknown', []],
    ["foreach ($it in 'acme/a:1', 'acme/b:2') { docker pull $it }", ['unknown acme/a:1', 'unknown acme/b:2']],
    ['Write-Host "docker pull alpine"', []],
    ['# docker pull alpine', []],
  ];
  for (const [text, images] of powershell) {
    it(text, async () => assert.deepEqual(await imagesOf('powershell', text, 'a.ps1'), images));
  }

  const sh: readonly (readonly [string, readonly string[]])[] = [
    ['sudo docker pull «acme/a:1» &', ['unknown acme/a:1']],
    ['sudo -E -u ci env HOME=/x docker pull «acme/a:1»', ['unknown acme/a:1']],
    ['exec docker run --rm «acme/a:1»', ['unknown acme/a:1']],
    ['time timeout -k 5 600 nerdctl pull «acme/a:1»', ['unknown acme/a:1']],
    ['sudo -u docker pull acme/a:1', []],
    ['sudo docker\nsudo\nenv\ntimeout 5\nsudo -l', []],
    ['echo sudo docker pull acme/a:1', []],
  ];
  for (const [text, images] of sh) {
    it(text, async () => assert.deepEqual(await imagesOf('shell', text, 'a.sh'), images));
  }

  it('are those of a Dockerfile, too', async () => {
    const text = [
      'FROM «mcr.microsoft.com/windows/servercore:ltsc2022» AS build',
      'RUN --mount=type=bind,from=«acme/tools:1»,target=C:/x --mount=type=cache,target=C:/y dir',
      'RUN --mount=from=«acme/tools:2» dir',
      'RUN docker pull «acme/app:1»',
    ].join('\n');
    assert.deepEqual(await imagesOf('dockerfile', text, 'Dockerfile'), [
      'windows mcr.microsoft.com/windows/servercore:ltsc2022',
      'windows acme/tools:1',
      'windows acme/tools:2',
      'unknown acme/app:1',
    ]);
  });

  it('are no stages', async () => {
    const text = 'FROM acme/a:1 AS build\nRUN --mount=from=build,target=/x dir\nRUN --mount=from=acme/b:$X dir\n';
    assert.deepEqual(await imagesOf('dockerfile', text, 'Dockerfile'), [
      'unknown acme/a:1',
      'unknown ? /',
      'unknown ? /',
    ]);
  });
});
