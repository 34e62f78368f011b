import { defineRule, examples } from '../rule';

export default defineRule({
  name: 'secrets/secret-in-image',
  title: 'A secret becomes part of an image',
  severity: 'high',
  confidence: 'medium',
  cwe: [312, 522, 798],
  tags: ['secrets', 'image'],
  fixable: 'unsafe',
  messages: {
    environment: '`{name}` keeps a secret in the configuration of the image: whoever can pull it can read it.',
    kept: {
      severity: 'medium',
      text: '`{name}` keeps the build argument `{argument}` in the configuration of the image: whoever can pull it can read what the build was given.',
    },
    argument: '`{name}` has a secret as its default, which stays readable in `docker history` of the image.',
    layer: '`{name}` is given a secret in plain text, which stays readable in the layers of the image.',
    start: '`{name}` is given a secret in plain text, which stays readable in the configuration of the image.',
  },
  rationale: `
    Layers, build arguments and environment variables of an image are readable for everyone who can pull it, also when a
    later instruction deletes them. The same secret then opens every container and often the host.`,
  remedy: `
    Leave the value out. Give it to the container when it starts (an orchestrator's secret, a group managed service
    account), and change it, since it is known.`,
  exceptions: `
    Names are judged by BuildKit's list of words. Empty values, references, paths, versions and placeholders are not
    reported.`,
  references: [
    'https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/',
    'https://learn.microsoft.com/virtualization/windowscontainers/manage-containers/container-security',
  ],
  bad: [
    {
      language: 'dockerfile',
      code: 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nENV SA_PASSWORD=«Sup3rS3cret»\nRUN setx A b\n',
      fixed: 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN setx A b\n',
    },
    {
      language: 'dockerfile',
      code: 'FROM debian:12\nENV A=1 dbPassword="«hunter2hunter2»" B=2\n',
      fixed: 'FROM debian:12\nENV A=1 B=2\n',
    },
    {
      language: 'dockerfile',
      code: 'ARG adminPassword=«b»\nFROM mcr.microsoft.com/windows/servercore:ltsc2022\nENV ADMIN_PASSWORD «P@ssw0rd»\n',
      fixed: 'ARG adminPassword\nFROM mcr.microsoft.com/windows/servercore:ltsc2022\n',
    },
    {
      language: 'dockerfile',
      code: 'FROM mcr.microsoft.com/windows/nanoserver:ltsc2022\nENV HTTPS_PROXY=http://builder:«s3cr3t»@proxy.example:3128\n',
    },
    {
      language: 'dockerfile',
      code: 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nENV DB="Server=sql;User Id=app;Password=«hunter2!»;Encrypt=True"\n',
    },
    {
      language: 'dockerfile',
      code: 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nARG API_KEY=«a8f5f167f44f4964e6c998dee827110c»\n',
      fixed: 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nARG API_KEY\n',
    },
    {
      language: 'dockerfile',
      code: 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nARG SA_PASSWORD\nENV SA_PASSWORD=«$SA_PASSWORD»\n',
    },
    {
      language: 'dockerfile',
      code: 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nARG GIVEN=""\nENV HOST_TOKEN «${GIVEN}»\n',
    },
  ],
  good: examples(
    'dockerfile',
    'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nARG SA_PASSWORD\n',
    'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nARG F\nENV SA_PASSWORD_FILE=$F GPG_KEY=$F sa_password=$OTHER\n',
    'FROM debian:12\nENV SA_PASSWORD="" ACCEPT_EULA=Y TOKEN_PATH=C:/secrets/token\n',
    'FROM debian:12\nENV GPG_KEY 0D96DF4D4110E5C43FBFB17F2D347EA6AA65421D\n',
    'FROM debian:12\nENV SA_PASSWORD_FILE=/run/secrets/sa PASSWORD_MIN_LENGTH=14 KEY_VERSION=1.2.3\n',
    'FROM debian:12\nENV AUTH=basic PUBLIC_KEY=AAAAB3NzaC1yc2EAAAADAQABAAAB sa_password="_"\n',
    'FROM debian:12\nENV MONKEY=banana TOKENIZER=bert-base HTTP_PROXY=http://proxy.example:3128\n',
  ),
  visit: {
    credential({ place, form, name, at, fixes, argument }, { report }) {
      if (!place.stage && form !== 'build argument') return;
      if (argument !== undefined) {
        report('kept', at, { name, argument });
        return;
      }
      const message =
        form === 'build argument'
          ? 'argument'
          : place.runs === 'configuration'
            ? 'environment'
            : place.runs === 'start'
              ? 'start'
              : 'layer';
      report(message, at, { name }, { fixes: fixes ?? [] });
    },
  },
});
