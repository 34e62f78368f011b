import { MappedText } from '../../base/mapped-text';
import type { XmlElement } from '../../syntax/xml/model';
import { child, elements } from '../../syntax/xml/read';
import { lineEvents } from '../command/line';
import type { ScriptEvent } from '../command/script';
import type { Place } from '../fact';
import { readTopics } from '../topics';
import type { XmlReader } from './reader';

/** A task of the task scheduler: what its actions start. Source: MS-TSCH 2.5. */
export const readTask: XmlReader = (root, { place, emit }) => {
  const events = taskEvents(root, place);
  readTopics({ text: root.content(), place, events }, emit);
};

/** What the actions of the tasks in an element start. */
export const taskEvents = (root: XmlElement, place: Place): readonly ScriptEvent[] =>
  [...elements(root)].flatMap(it => {
    const command = it.name === 'Exec' ? child(it, 'Command')?.content() : undefined;
    if (!command || command.text === '') return [];
    const program = /\s/.test(command.text) && !command.text.startsWith('"') ? quoted(command) : command;
    const given = child(it, 'Arguments')?.content();
    return lineEvents(given ? MappedText.join([program, given], ' ') : program, place);
  });

/** A path with blanks is one word. */
function quoted(text: MappedText): MappedText {
  const size = text.text.length;
  return MappedText.builder(text).put('"', 0, 0).copy(0, size).put('"', size, size).build(size);
}
