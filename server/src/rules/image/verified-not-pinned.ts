import { pinTo } from '../../facts/image/pin';
import { checkedImage, defineRule } from '../rule';

const image = 'mcr.microsoft.com/windows/servercore:ltsc2022';
const digest = `sha256:${'1'.repeat(64)}`;
const verified = {
  state: 'signed-trusted',
  digest,
  fresh: true,
  signatures: [{ format: 'notation', outcome: 'trusted', detail: '', subject: digest, signer: 'CN=Acme', logged: [] }],
} as const;

/** What becomes part of the image, or runs. */
const taken: ReadonlySet<string> = new Set(['from', 'copy', 'container', 'compose']);

export default defineRule({
  name: 'image/verified-not-pinned',
  title: 'An image is verified, but its tag can be moved to another one',
  severity: 'low',
  confidence: 'high',
  cwe: [494, 367],
  tags: ['image', 'supply-chain'],
  fixable: 'unsafe',
  messages: {
    enforced: 'The signature covers {digest}; `{tag}` can be moved to another image before this is built.',
    audited: {
      severity: 'info',
      text: 'The signature covers {digest}; `{tag}` can be moved to another image before this is built.',
    },
  },
  rationale: `
    What was verified is a digest; what will be built on is whatever the tag stands for at that time. Between the two, somebody who
    can push to the repository may move the tag.`,
  remedy: 'Pin the digest that verified beside the tag, and let a bot raise it with every update.',
  exceptions: `
    Speaks only of images that a policy accepts. The digest is offered only when the registry named it within the last hour; in
    files where the tag comes from elsewhere there is no edit.`,
  references: [
    'https://docs.docker.com/build/building/best-practices/#pin-base-image-versions',
    'https://github.com/dotnet/dotnet-docker/blob/main/documentation/image-signatures.md',
  ],
  bad: [
    {
      language: 'dockerfile',
      code: `FROM mcr.microsoft.com/windows/servercore:«ltsc2022»\n`,
      fixed: `FROM ${image}@${digest}\n`,
      checked: checkedImage(image, { ...verified, level: 'strict' }),
    },
    {
      language: 'dockerfile',
      code: `FROM mcr.microsoft.com/windows/servercore:«ltsc2022» AS base\n`,
      checked: checkedImage(image, { ...verified, fresh: false, level: 'audit' }),
    },
    {
      language: 'dockerfile',
      code: `ARG RELEASE=«ltsc2022»\nFROM mcr.microsoft.com/windows/servercore:\${RELEASE}\n`,
      checked: checkedImage(image, { ...verified, level: 'strict' }),
    },
    {
      language: 'yaml',
      file: 'compose.yaml',
      code: `services:\n  app:\n    image: "mcr.microsoft.com/windows/servercore:«ltsc2022»"\n`,
      fixed: `services:\n  app:\n    image: "${image}@${digest}"\n`,
      checked: checkedImage(image, { ...verified, level: 'strict' }),
    },
  ],
  good: [
    {
      language: 'dockerfile',
      code: `FROM ${image}@${digest}\n`,
      checked: checkedImage(`${image}@${digest}`, { ...verified, level: 'strict' }),
    },
    { language: 'dockerfile', code: `FROM ${image}\n`, checked: checkedImage(image, { state: 'unsigned', digest }) },
    {
      language: 'cmd',
      code: `docker pull ${image}\n`,
      checked: checkedImage(image, { ...verified, level: 'strict' }),
    },
  ],
  visit: {
    'image.checked'({ image, status, exception }, { report }) {
      if (status?.state !== 'signed-trusted' || status.digest === undefined || exception) return;
      const { digest, tag = 'latest', tagSpan } = image;
      if (digest !== undefined || image.repeated || !taken.has(image.use)) return;
      const signer = status.signatures.find(it => it.outcome === 'trusted')?.signer;
      const edit = status.fresh ? pinTo(image, status.digest) : undefined;
      const title = `Pin to the verified digest${signer === undefined ? '' : `, signed by ${signer}`}`;
      const fix = edit && { title, edits: [edit] };
      const data = { tag, digest: status.digest.slice(0, 19) };
      report(status.level === 'audit' ? 'audited' : 'enforced', tagSpan ?? image.at, data, { fixes: [fix] });
    },
  },
});
