import { isLockable, isWorse } from '../../facts/image/checked';
import { pinTo } from '../../facts/image/pin';
import type { CheckedImages, ImageStatus, LockEntry, TrustState } from '../../facts/image/status';
import { checkedImage, defineRule } from '../rule';

const name = 'mcr.microsoft.com/windows/servercore:ltsc2022';
const old = `sha256:${'1'.repeat(64)}`;
const now = `sha256:${'2'.repeat(64)}`;

/** A lock file in which the image has the old digest, and what a registry said. */
const locked = (status?: Partial<ImageStatus>, entry: Partial<LockEntry> = {}): CheckedImages => ({
  ...(status ? checkedImage(name, status) : { statuses: {}, exceptions: [] }),
  lock: {
    path: 'boltseal.lock.yaml',
    enforce: true,
    entries: [{ reference: name, digest: old, verdict: 'signed-trusted', checked: '2026-05-01T09:00:00Z', ...entry }],
  },
});

const words: Readonly<Partial<Record<TrustState, string>>> = {
  'signed-trusted': 'signed and trusted',
  'signed-untrusted': 'signed by somebody whom no policy accepts',
  unsigned: 'not signed',
  'signature-invalid': 'signed in a way that is not valid',
};

export default defineRule({
  name: 'image/lock-mismatch',
  title: 'An image is not what the lock file says',
  severity: 'medium',
  confidence: 'high',
  cwe: [494, 345],
  tags: ['image', 'supply-chain'],
  fixable: 'unsafe',
  messages: {
    missing: '`{image}` is not in the lock file: nobody wrote down what it stands for.',
    pinned: '`{image}` is pinned to {digest}, but the lock file says {locked}.',
    moved: '`{image}` has moved since it was locked: from {locked} to {digest}.',
    worse: '`{image}` was {before} when it was locked, and is {after} now.',
  },
  rationale: `
    The lock file says which images were looked at and what they were. What differs was never looked at: a tag that somebody moved,
    a digest that came with an edit, an image that came in unseen.`,
  remedy: `
    Find out why it differs. When it is meant, run \`boltseal lock\`, which verifies the images and updates \`boltseal.lock.yaml\`;
    otherwise go back to the digest in it.`,
  exceptions: `
    Speaks only where there is a \`boltseal.lock.yaml\` around the file, and not of images with an exception that still holds. That a
    tag has moved is known only after its registry was asked. \`images: { lock: false }\` in the settings switches it off.`,
  references: ['https://docs.docker.com/build/building/best-practices/#pin-base-image-versions'],
  bad: [
    { language: 'dockerfile', code: 'FROM «mcr.microsoft.com/windows/nanoserver:ltsc2022»\n', checked: locked() },
    {
      language: 'dockerfile',
      code: `FROM ${name}@«${now}»\n`,
      fixed: `FROM ${name}@${old}\n`,
      checked: locked(),
    },
    {
      language: 'dockerfile',
      code: `FROM «${name}» AS base\n`,
      fixed: `FROM ${name}@${old} AS base\n`,
      checked: locked({ state: 'signed-trusted', digest: now }),
    },
    {
      language: 'dockerfile',
      code: `ARG TAG=ltsc2022\nFROM «mcr.microsoft.com/windows/servercore:\${TAG}»\n`,
      checked: locked({ state: 'unknown', digest: now }),
    },
    { language: 'dockerfile', code: `FROM «${name}»\n`, checked: locked({ state: 'unsigned', digest: old }) },
    {
      language: 'yaml',
      file: 'compose.yaml',
      code: `services:\n  app:\n    image: '«${name}»'\n`,
      fixed: `services:\n  app:\n    image: '${name}@${old}'\n`,
      checked: locked({ state: 'signed-untrusted', digest: now }),
    },
    {
      language: 'yaml',
      file: 'kustomization.yaml',
      code: "images:\n- name: mcr.microsoft.com/windows/servercore\n  newTag: '«ltsc2022»'\n",
      checked: locked({ state: 'signed-trusted', digest: now }),
    },
    {
      language: 'dockerfile',
      code: 'FROM «registry.example/base»\n',
      fixed: `FROM registry.example/base:latest@${old}\n`,
      checked: {
        ...locked(undefined, { reference: 'registry.example/base:latest' }),
        statuses: checkedImage('registry.example/base:latest', { digest: now }).statuses,
      },
    },
  ],
  good: [
    { language: 'dockerfile', code: `FROM ${name}\n`, checked: locked() },
    { language: 'dockerfile', code: `FROM ${name}@${old}\nRUN dir\n`, checked: locked({ digest: now }) },
    {
      language: 'dockerfile',
      code: `FROM ${name} AS same\n`,
      checked: locked({ state: 'signed-trusted', digest: old }),
    },
    {
      language: 'dockerfile',
      code: `FROM ${name} AS quiet\n`,
      checked: locked({ state: 'unknown', reason: 'offline' }),
    },
    {
      language: 'dockerfile',
      code: `FROM ${name} AS better\n`,
      checked: locked({ state: 'signed-trusted', digest: old }, { verdict: 'unsigned' }),
    },
    {
      language: 'dockerfile',
      code: 'FROM registry.example/accepted:1\n',
      checked: {
        ...locked(),
        exceptions: [{ image: 'registry.example/accepted', reason: 'ours', until: '2027-01-31' }],
      },
    },
    { language: 'dockerfile', code: 'FROM scratch\n', checked: locked() },
    { language: 'cmd', code: 'docker pull registry.example/tool:1\n', checked: locked() },
    { language: 'dockerfile', code: 'FROM registry.example/other:1\n' },
  ],
  visit: {
    'image.checked'(checked, { report }) {
      const { image, lock, exception } = checked;
      if (!lock || exception || image.repeated || !isLockable(image)) return;
      const named = { image: `${image.registry}/${image.repository}${image.tag === undefined ? '' : `:${image.tag}`}` };
      const { entry } = lock;
      if (!entry) return report('missing', image.at, named);
      const locked = short(entry.digest);
      const found = image.digest ?? checked.status?.digest;
      if (found !== undefined && found !== entry.digest) {
        const edit = pinTo(image, entry.digest);
        const fix = edit && { title: 'Pin to the digest of the lock file', edits: [edit] };
        const isPinned = image.digest !== undefined;
        const at = (isPinned ? image.digestSpan : undefined) ?? image.at;
        return report(isPinned ? 'pinned' : 'moved', at, { ...named, locked, digest: short(found) }, { fixes: [fix] });
      }
      const state = checked.status?.state;
      if (state === undefined || !isWorse(entry.verdict, state)) return;
      report('worse', image.at, { ...named, before: words[entry.verdict]!, after: words[state]! });
    },
  },
});

const short = (digest: string): string => digest.slice(0, 19);
