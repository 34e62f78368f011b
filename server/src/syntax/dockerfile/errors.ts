import { execForm } from './json';
import type { Directive, DockerfileError, Instruction } from './model';
import { bareWords } from './words';

/**
 * What BuildKit is certain to refuse about the instructions. A file that names another frontend (`# syntax=`) may use
 * instructions that Docker's own does not know.
 */
export function errorsOf(
  instructions: readonly Instruction[],
  directives: readonly Directive[],
): readonly DockerfileError[] {
  const frontend = directives.find(directive => directive.name === 'syntax')?.value;
  const extensible = frontend !== undefined && !/^docker(?:\.io\/docker)?\/dockerfile(?:[:@]|$)/.test(frontend);
  const errors: DockerfileError[] = [];
  let staged = false;
  for (const instruction of instructions) {
    if (instruction.kind === 'UNKNOWN') {
      if (!extensible) errors.push(unknownInstruction(instruction));
      continue;
    }
    if (instruction.kind === 'FROM') staged = true;
    else if (!staged && instruction.kind !== 'ARG') {
      const message = `${instruction.keyword} stands before the first FROM; only ARG may`;
      errors.push({ code: 'no-stage', message, span: instruction.keywordSpan });
      staged = true;
    }
    const error = refusal(instruction);
    if (error) errors.push(error);
  }
  return errors;
}

const unknownInstruction = ({ keyword, keywordSpan }: Instruction): DockerfileError => ({
  code: 'unknown-instruction',
  message: `${keyword} is not a Dockerfile instruction`,
  span: keywordSpan,
});

function refusal(instruction: Instruction): DockerfileError | undefined {
  const missing = (what: string): DockerfileError => ({
    code: 'missing-argument',
    message: `${instruction.keyword} needs ${what}`,
    span: instruction.span,
  });
  const bad = (message: string, span = instruction.args.span(0, instruction.args.text.length)): DockerfileError => ({
    code: 'bad-argument',
    message,
    span,
  });
  switch (instruction.kind) {
    case 'FROM': {
      if (!instruction.image) return missing('an image');
      const count = bareWords(instruction.args).length;
      if (count === 1 || (count === 3 && instruction.stage)) return undefined;
      return bad('FROM takes an image, or an image, AS and a name');
    }
    case 'ARG':
      return instruction.pairs.length === 0 ? missing('a name') : undefined;
    case 'ENV':
    case 'LABEL': {
      if (instruction.pairs.length === 0) return missing('a name and a value');
      const bare = instruction.pairs.find(pair => !pair.value);
      return bare && bad(`"${bare.name}" has no value; write name=value`, bare.span);
    }
    case 'EXPOSE':
    case 'VOLUME':
      return instruction.words.length === 0 ? missing('at least one argument') : mixedArray(instruction);
    case 'USER':
    case 'WORKDIR':
    case 'STOPSIGNAL':
    case 'MAINTAINER':
      return instruction.word ? undefined : missing('an argument');
    case 'COPY':
    case 'ADD':
      return instruction.destination ? mixedArray(instruction) : missing('a source and a destination');
    case 'SHELL':
      if (instruction.exec.length > 0) return undefined;
      return instruction.args.text === '' || instruction.form === 'exec'
        ? missing('at least one argument')
        : bad('SHELL takes a JSON array of strings');
    case 'RUN':
    case 'CMD':
    case 'ENTRYPOINT':
      return mixedArray(instruction);
    case 'HEALTHCHECK':
      if (instruction.none || instruction.check?.command.text) return undefined;
      return missing('NONE, or CMD and a command');
    case 'ONBUILD':
      return onbuildRefusal(instruction.onbuild) ?? (instruction.onbuild ? undefined : missing('an instruction'));
    case 'UNKNOWN':
      return unknownInstruction(instruction);
  }
}

function onbuildRefusal(trigger: Instruction | undefined): DockerfileError | undefined {
  if (!trigger) return undefined;
  if (trigger.kind === 'ONBUILD' || trigger.kind === 'FROM' || trigger.kind === 'MAINTAINER') {
    const message = `ONBUILD cannot hold back ${trigger.keyword}`;
    return { code: 'bad-argument', message, span: trigger.keywordSpan };
  }
  return refusal(trigger);
}

function mixedArray({ args }: Instruction): DockerfileError | undefined {
  if (execForm(args) !== 'mixed') return undefined;
  const message = 'the array holds something other than strings';
  return { code: 'bad-argument', message, span: args.span(0, args.text.length) };
}
