import assert from 'node:assert/strict';
import type { Language } from '../../../server/src/facts/source';
import { imagesOf } from '../../kit/images';

describe('images that files name', () => {
  const core = 'mcr.microsoft.com/windows/servercore';
  const cases: readonly (readonly [string, Language, string, string, readonly string[]])[] = [
    [
      'GitHub',
      'yaml',
      '.github/workflows/a.yml',
      `jobs:
  a:
    runs-on: ubuntu-latest
    container: «acme/node:18»
    services: {db: {image: «acme/db:12»}}
    steps:
      - uses: docker://«acme/step:3.8»
      - uses: actions/checkout@v4
      - run: docker pull "«acme/x:1»"
  b:
    runs-on: windows-2022
    container: {image: "«${core}:ltsc2022»"}
    steps: [{run: dir}]
  c:
    runs-on: ubuntu-latest
    container: \${{ matrix.image }}
    steps: [{run: dir}]
`,
      ['linux acme/node:18', 'linux acme/db:12', 'linux acme/step:3.8', 'unknown acme/x:1', `windows ${core}:ltsc2022`],
    ],
    [
      'variables of GitHub',
      'yaml',
      '.github/workflows/e.yml',
      `env: {A: "acme/a:1", C: "acme/c:1", D: acme/d}
jobs:
  a:
    runs-on: ubuntu-latest
    env: {B: "acme/b:\${{ github.sha }}", C: "acme/c:2"}
    steps:
      - env: {E: acme/e, R: acme/r, S: acme/s}
        run: |
          sudo docker pull "$A" &
          docker pull $B
          docker run --rm \${C} ls
          docker pull "$D:4"
          docker pull '$A'
          R=acme/other:1
          docker pull "$R"
          for S in x y; do docker pull "$S"; done
      - run: docker pull $E
  w:
    runs-on: windows-2022
    env: {W: "acme/w:1"}
    steps:
      - run: docker pull $env:W
      - shell: cmd
        env: {V: acme/v}
        run: docker run --rm %V%:2
`,
      ['unknown acme/a:1', 'unknown acme/c:2', 'unknown acme/d:4', 'unknown acme/v:2', 'unknown acme/w:1'],
    ],
    [
      'a plug-in of Buildkite',
      'yaml',
      '.buildkite/pipeline.yml',
      `steps:
  - label: test
    command: make
    plugins:
      - docker#v5.8.0: {image: "«acme/tools:1»", environment: [A]}
      - cache#v1.0.0: {image: acme/no:1}
`,
      ['unknown acme/tools:1'],
    ],
    [
      'compose by what it holds, one service added to',
      'yaml',
      'test/db.yml',
      `services:
  db: {image: "«acme/db:1»"}
  app:
    depends_on: {db: {condition: service_healthy}}
`,
      ['unknown acme/db:1'],
    ],
    [
      'services of another program',
      'yaml',
      'config/services.yml',
      'services:\n  a: {image: "acme/a:1", class: App}\n  b: {class: App, arguments: [x]}\n',
      [],
    ],
    [
      'an action of GitHub',
      'yaml',
      'action.yml',
      "name: x\nruns:\n  using: docker\n  image: 'docker://«acme/act:1»'\n",
      ['unknown acme/act:1'],
    ],
    ['an action that is built', 'yaml', 'action.yml', 'name: x\nruns:\n  using: docker\n  image: Dockerfile\n', []],
    [
      'Azure Pipelines',
      'yaml',
      'azure-pipelines.yml',
      `resources:
  containers:
  - container: win
    image: «${core}:ltsc2016»
jobs:
- job: a
  pool: {vmImage: windows-2022}
  container: win
  steps:
  - script: docker pull «acme/w:1»
- job: b
  container: «acme/sdk:8»
  steps:
  - bash: |
      docker run --rm \\
        -v x:/x \\
        «acme/y:3» -c "foo"
`,
      [`windows ${core}:ltsc2016`, 'unknown acme/w:1', 'unknown acme/sdk:8', 'unknown acme/y:3'],
    ],
    [
      'GitLab',
      'yaml',
      '.gitlab-ci.yml',
      `image: «acme/ruby:2»
services: [«acme/db:11»]
default:
  image: {name: "«acme/def:1»"}
job1:
  tags: [windows]
  image: «${core}:ltsc2019»
  services: [{name: «acme/dind:1»}]
  script: [docker pull «acme/z:2»]
job2:
  image: «$CI_REGISTRY_IMAGE:1»
  script: docker run «acme/k:2» sh
`,
      [
        'unknown acme/ruby:2',
        'unknown acme/db:11',
        'unknown acme/def:1',
        `windows ${core}:ltsc2019`,
        'windows acme/dind:1',
        'unknown acme/z:2',
        'linux ? /',
        'unknown acme/k:2',
      ],
    ],
    [
      'CircleCI',
      'yaml',
      '.circleci/config.yml',
      `jobs:
  build:
    docker: [{image: «acme/node:18»}]
    steps:
      - run: {command: docker pull «acme/c:1»}
  windows:
    machine: {image: windows-server-2022-gui:current}
    steps:
      - run: docker pull «acme/d:1»
`,
      ['unknown acme/node:18', 'unknown acme/c:1', 'unknown acme/d:1'],
    ],
    [
      'Drone',
      'yaml',
      '.drone.yml',
      `kind: pipeline
type: docker
steps:
- name: build
  image: «acme/build:1»
  settings: {repo: x}
- name: test
  image: «acme/go:1»
  commands: [go test]
services:
- name: db
  image: «acme/db:1»
`,
      ['unknown acme/db:1', 'unknown acme/build:1', 'unknown acme/go:1'],
    ],
    [
      'Tekton',
      'yaml',
      'task.yaml',
      `apiVersion: tekton.dev/v1\nkind: Task\nmetadata: {name: x}\nspec:\n  steps: [{name: a, image: «${core}:1903», script: x}]\n  sidecars: [{image: «acme/side:1»}]\n`,
      [`windows ${core}:1903`, 'unknown acme/side:1'],
    ],
    [
      'Argo Workflows',
      'yaml',
      'workflow.yaml',
      'apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nmetadata: {name: x}\nspec:\n  templates:\n  - {name: a, container: {image: «acme/a:1»}}\n  - {name: b, script: {image: «acme/b:1», source: x}}\n',
      ['unknown acme/a:1', 'unknown acme/b:1'],
    ],
    [
      'CloudFormation',
      'yaml',
      'stack.yaml',
      `Resources:
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      RuntimePlatform: {OperatingSystemFamily: WINDOWS_SERVER_2022_CORE}
      ContainerDefinitions: [{Name: a, Image: "«acme/a:1»"}, {Name: b, Image: !Ref Image}]
`,
      ['windows acme/a:1'],
    ],
    [
      'compose',
      'yaml',
      'compose.yml',
      `services:
  a:
    image: own/result:1
    build: {context: ., args: {BASE_IMAGE: "«${core}:ltsc2019»", VERSION: "1/2:3", IMAGE_TAG: ltsc2022}}
  b:
    build: {context: ., args: ["PARENT_IMAGE=«acme/b:1»", "X=acme/c:1"]}
  c:
    image: «acme/d:1»
`,
      ['unknown acme/b:1', 'unknown acme/d:1', `windows ${core}:ltsc2019`],
    ],
    [
      'containerd',
      'toml',
      'config.toml',
      'version = 2\n[plugins."io.containerd.grpc.v1.cri"]\n  sandbox_image = "«acme/pause:3.9-windows-ltsc2022»"\n',
      ['windows acme/pause:3.9-windows-ltsc2022'],
    ],
    [
      'Packer',
      'hcl',
      'build.pkr.hcl',
      'source "docker" "a" {\n  image = "«acme/base:1»"\n  windows_container = true\n  commit = true\n}\n',
      ['windows acme/base:1'],
    ],
    [
      'Ansible',
      'yaml',
      'play.yml',
      `- hosts: all
  tasks:
  - community.docker.docker_container: {name: web, image: «${core}/iis:windowsservercore-ltsc2016»}
  - docker_image: {name: "«acme/foo:1»", source: pull}
  - docker_image: {name: acme/bar, source: build, build: {path: x}}
  - docker_container: {name: old, image: acme/old:1, state: absent}
  - containers.podman.podman_container: name=x image=«acme/pod:1»
`,
      [`windows ${core}/iis:windowsservercore-ltsc2016`, 'unknown acme/foo:1', 'unknown acme/pod:1'],
    ],
    [
      'Terraform',
      'hcl',
      'main.tf',
      `variable "tag" { default = "ltsc2019" }
resource "azurerm_container_group" "a" {
  os_type = "Windows"
  container { image = «"${core}:\${var.tag}"» }
  container { image = "«acme.azurecr.io/log:1»" }
}
resource "docker_image" "i" { name = "«acme/i:1.25»" }
resource "docker_container" "c" { image = docker_image.i.image_id }
resource "kubernetes_deployment" "d" {
  spec {
    template {
      spec {
        container { image = "«acme/x:1»" }
        init_container { image = var.img }
      }
    }
  }
}
`,
      [`windows ${core}:ltsc2019`, 'windows acme.azurecr.io/log:1', 'unknown acme/i:1.25', 'unknown acme/x:1'],
    ],
    [
      'tasks of ECS in Terraform',
      'hcl',
      'tasks.tf',
      `variable "tag" { default = "1.2" }
resource "aws_ecs_task_definition" "w" {
  container_definitions = <<TASKS
[
  {"name": "web", "image": "«${core}/iis»", "essential": true},
  {"name": "log", "image": "«acme/log:\${var.log}»"},
  {"name": "\${var.name}"}
]
TASKS
  runtime_platform { operating_system_family = "WINDOWS_SERVER_2019_CORE" }
}
resource "aws_ecs_task_definition" "l" {
  container_definitions = jsonencode([
    { name = "a", image = "«acme/a:1»" },
    { name = "b", image = «"acme/b:\${var.tag}"» },
    { name = "c", image = aws_ecr_repository.c.repository_url },
  ])
  runtime_platform { operating_system_family = "LINUX" }
}
resource "aws_ecs_task_definition" "f" { container_definitions = file("tasks.json") }
resource "aws_ecs_task_definition" "g" { container_definitions = "[" }
resource "aws_ecs_task_definition" "h" {
  container_definitions = <<E
[{"image": "
E
}
`,
      [`windows ${core}/iis`, 'windows ? docker.io/acme/log', 'linux acme/a:1', 'linux acme/b:1.2'],
    ],
    [
      'Bicep',
      'bicep',
      'main.bicep',
      `resource g 'Microsoft.ContainerInstance/containerGroups@2021-09-01' = {
  name: 'x'
  properties: {
    osType: 'Windows'
    containers: [
      { name: 'a', properties: { image: '«acme/a:1»' } }
    ]
  }
}
resource p 'Microsoft.App/containerApps@2024-03-01' = {
  name: 'y'
  properties: { template: { containers: [ { image: '«acme/b:1»' } ] } }
}
resource w 'Microsoft.Web/sites@2021-02-01' = { name: 'y', properties: { siteConfig: { windowsFxVersion: 'DOCKER|«acme/w:1»' } } }
`,
      ['windows acme/a:1', 'unknown acme/b:1', 'windows acme/w:1'],
    ],
    [
      'an Azure template',
      'json',
      'azuredeploy.json',
      `{"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "resources": [
  {"type": "Microsoft.ContainerInstance/containerGroups", "properties":
    {"osType": "Windows", "containers": [{"properties": {"image": "«acme/a:1»"}}]}}]}`,
      ['windows acme/a:1'],
    ],
  ];
  for (const [name, language, path, text, images] of cases) {
    it(name, async () => assert.deepEqual((await imagesOf(language, text, path)).sort(), [...images].sort()));
  }
});
