import { type Data, itemsOf, type Known, textOf, type Value } from '../../base/value';
import { type Argument, argumentOf, type Command, is } from '../command/command';
import { asText, piece, placeOf } from '../command/native';

/** A command line of SPIRE inside of a text: `binPath= "C:\spire\bin\spire-agent.exe run -config x"`. */
const commandLine = /spire-(?:server|agent)(?:\.exe)?\\?["']?\s+(?:run|entry|token)\b/i;

/** What makes services and tasks; other commands may print what they are given. */
const makers = ['sc', 'New-Service', 'nssm', 'schtasks', 'New-ScheduledTaskAction'];

/** The command lines that a command hands on to whatever starts programs: a service, a new process. */
export function launchedBy(command: Command): readonly (readonly Argument[])[] {
  if (is(command, 'Start-Process')) {
    const program = argumentOf(command, 'FilePath');
    const words = [program, ...itemsOf(argumentOf(command, 'ArgumentList'))];
    return [words.flatMap((it, index) => (it ? wordsOf(it, index > 0) : []))];
  }
  if (!is(command, ...makers)) return [];
  const { args, parameters } = command;
  const texts = parameters.size > 0 ? [...parameters.values()].map(it => it.value) : args.map(it => it.value);
  return texts.flatMap(it => (it && commandLine.test(textOf(it) ?? '') ? [wordsOf(it, true)] : []));
}

/** The words of a text, as a program of Windows gets them. */
function wordsOf(value: Value<Data>, split: boolean): readonly Argument[] {
  const text = asText(value);
  if (!text.known || !split) return [argument(text)];
  return [...text.value.matchAll(/\\?"([^"]*?)\\?"|[^\s"]+/g)].map(({ 0: found, 1: inner, index }) => {
    const start = inner === undefined ? index : index + found.indexOf('"') + 1;
    return argument(piece(text, start, start + (inner ?? found).length));
  });
}

const argument = (value: Value<string>): Argument => ({
  text: value.known ? value.value : value.text,
  span: value.known ? placeOf(value as Known<Data>) : value.span,
  value,
});
